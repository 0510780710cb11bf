package io.pilotlight.http.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {
    private static List<String> lines(Reader in, long limit) throws IOException {
        LineReader reader = new LineReader(in, limit);
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    /** Brings so many characters at once. */
    private static Reader inPieces(String text, int size) {
        return new StringReader(text) {
            @Override
            public int read(char[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, size));
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a|b!a%b",
                "a|b|!a%b",
                "a~b~!a%b",
                "a~|b~|c!a%b%c",
                "a|~b!a%%b",
                "a~~b!a%%b",
                "a||b!a%%b",
                "|!''%",
                "~|!''%",
            })
    void splitsAtEachKindOfEndWhereverThePiecesMeet(String text, String lines) throws IOException {
        String plain = text.replace('|', '\n').replace('~', '\r');
        List<String> expected = lines.equals("''%") ? List.of("") : List.of(lines.split("%", -1));
        for (int size = 1; size <= 4; size++) {
            assertThat(lines(inPieces(plain, size), 100))
                    .as("pieces of %d", size)
                    .isEqualTo(expected);
        }
    }

    @Test
    void splitsNowhereElse() throws IOException {
        String odd = "a\u000bb\fc\u0085d\u2028e\u2029f\u001cg";
        assertThat(lines(new StringReader(odd), 100)).containsExactly(odd);
        assertThat(lines(new StringReader(""), 100)).isEmpty();
    }

    @Test
    void dropsAMarkAtTheStartOnly() throws IOException {
        assertThat(lines(new StringReader("\ufeffa\n\ufeffb"), 100)).containsExactly("a", "\ufeffb");
        assertThat(lines(new StringReader("\ufeff"), 100)).isEmpty();
    }

    @Test
    void handsALineOutBeforeTheNextCharacterIsThere() throws IOException {
        Reader stopping = new StringReader("a\rb") {
            private boolean asked;

            @Override
            public int read(char[] into, int offset, int length) throws IOException {
                if (asked) {
                    throw new IOException("nothing more for now");
                }
                asked = true;
                return super.read(into, offset, 2);
            }
        };
        assertThat(new LineReader(stopping, 100).next()).isEqualTo("a");
    }

    @Test
    void refusesALineBeyondItsLimitAndOnlyThat() throws IOException {
        String line = "x".repeat(20_000);
        assertThat(lines(new StringReader(line + "\n" + line), 20_000)).hasSize(2);
        assertThatThrownBy(() -> lines(new StringReader(line), 19_999))
                .isInstanceOf(LineTooLongException.class)
                .hasMessageContaining("19999");
    }
}
