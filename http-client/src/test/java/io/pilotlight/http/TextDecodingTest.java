package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDecodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            nullValues = "-",
            value = {
                "text/plain; charset=utf-8|UTF-8",
                "text/plain;charset=UTF8|UTF-8",
                "text/plain; charset=\"Latin1\"|ISO-8859-1",
                "text/plain; charset='latin1'; x=y|ISO-8859-1",
                "text/plain; CharSet = shift_jis|Shift_JIS",
                "text/plain; x=y;charset=us-ascii|US-ASCII",
                "text/plain; charset=no-such-charset|UTF-8",
                "text/plain; charset=:;x|UTF-8",
                "text/plain; charset=|-",
                "text/plain; charset=\"\"|-",
                "text/plain; xcharset=latin1|-",
                "text/plain|-",
                "charset=latin1|-",
            })
    void findsTheNamedCharset(String type, String expected) {
        assertThat(TextDecoding.named(type).map(Charset::name).orElse(null)).isEqualTo(expected);
    }

    /** What is checked in pieces must come out as if it were checked at once, wherever a character lies across them. */
    @Test
    void knowsUtf8WhereverACharacterLies() {
        for (int before = 8185; before < 8196; before++) {
            byte[] content = ("x".repeat(before) + "\ud83d\ude00\u2603" + "y".repeat(9000)).getBytes(UTF_8);
            assertThat(TextDecoding.guessed(content)).isEqualTo(UTF_8);
            byte[] cut = Arrays.copyOf(content, before + 3);
            assertThat(TextDecoding.guessed(cut).name()).isEqualTo("windows-1252");
        }
    }

    @Test
    void guessesALongTextAtItsVeryEnd() {
        byte[] content = new byte[20 << 20];
        Arrays.fill(content, (byte) 'x');
        assertThat(TextDecoding.guessed(content)).isEqualTo(UTF_8);
        content[content.length - 1] = (byte) 0x80;
        assertThat(TextDecoding.guessed(content).name()).isEqualTo("windows-1252");
    }
}
