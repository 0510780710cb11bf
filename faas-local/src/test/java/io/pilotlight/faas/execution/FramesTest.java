package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static Frames reading(byte[] bytes, long maximum) {
        return new Frames(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), maximum);
    }

    private static Frames reading(String hex) {
        return reading(HexFormat.of().parseHex(hex), 100);
    }

    @Test
    void carriesAnyBytes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Frames writing = new Frames(InputStream.nullInputStream(), out, 100);
        writing.send('O', new byte[] {1, 2}, new byte[] {0, -1, 10});
        writing.send('E', new byte[0], new byte[0]);
        assertThat(out.toByteArray()).startsWith(0, 0, 0, 10, 'O', 0, 0, 0, 2, 1, 2, 0, -1, 10);
        Frames reading = reading(out.toByteArray(), 100);
        Frames.Frame first = reading.receive();
        assertThat(first.kind()).isEqualTo('O');
        assertThat(first.head()).containsExactly(1, 2);
        assertThat(first.body()).containsExactly(0, -1, 10);
        assertThat(reading.receive().kind()).isEqualTo('E');
        assertThat(reading.receive()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000004",
                "00000065",
                "7fffffff",
                "ffffffff",
                "000000054f00000001",
                "0000000a4fffffffff0102030405"
            })
    void refusesWhatIsNoFrameOrTooLong(String hex) {
        assertThatThrownBy(() -> reading(hex).receive()).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0000000a", "0000000a4f", "0000000a4f00000002", "0000000a4f0000000201020304"})
    void noticesAnEndInTheMiddle(String hex) {
        assertThatThrownBy(() -> reading(hex).receive()).isInstanceOf(EOFException.class);
    }

    @Test
    void aLimitBeyondWhatAnArrayCanHoldIsNoLicence() {
        byte[] huge = HexFormat.of().parseHex("ffffffff4f00000000");
        assertThatThrownBy(() -> reading(huge, Long.MAX_VALUE).receive()).isInstanceOf(ProtocolException.class);
    }
}
