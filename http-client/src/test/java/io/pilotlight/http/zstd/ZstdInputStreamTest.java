package io.pilotlight.http.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdInputStreamTest {
    private static byte[] encoded(byte[] content, int level) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(out, level)) {
            zstd.setChecksum(true);
            zstd.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] decoded(byte[] encoded) throws IOException {
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(encoded))) {
            return in.readAllBytes();
        }
    }

    /** Words with repeats near and far, some of them noise: what compressors have most to say about. */
    private static byte[] text(int size, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            switch (random.nextInt(6)) {
                case 0 -> text.append(Long.toHexString(random.nextLong()));
                case 1 -> text.append("x".repeat(random.nextInt(300)));
                case 2 -> {
                    int from = random.nextInt(text.length() + 1);
                    text.append(text, from, Math.min(text.length(), from + random.nextInt(2000)));
                }
                default -> text.append("word").append(random.nextInt(100)).append(' ');
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(7).nextBytes(noise);
        return noise;
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("a byte", new byte[] {42}),
                Arguments.of("zeros", new byte[1 << 20]),
                Arguments.of("noise", noise(300_000)),
                Arguments.of("short text", text(200, 1)),
                Arguments.of("text", text(100_000, 2)),
                Arguments.of("long text", text(6_000_000, 3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void decodesWhatTheReferenceEncodes(String name, byte[] content) throws IOException {
        for (int level : content.length > 200_000 ? new int[] {1, 3} : new int[] {-5, 1, 3, 9, 19}) {
            assertThat(Arrays.equals(decoded(encoded(content, level)), content))
                    .as("%s at level %d", name, level)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void decodesManySizesOfText(int seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            byte[] content = text(1 + random.nextInt(3000), random.nextLong());
            assertThat(decoded(encoded(content, 1 + random.nextInt(12)))).isEqualTo(content);
        }
    }

    @Test
    void decodesWhatIsWrittenInPiecesAndReadByteByByte() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] content = text(5000, 5);
        try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
            for (int i = 0; i < content.length; i += 100) {
                zstd.write(content, i, Math.min(100, content.length - i));
                zstd.flush();
            }
        }
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (byte each : content) {
                assertThat(in.read()).isEqualTo(each & 0xff);
            }
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[0])).isZero();
        }
    }

    @Test
    void decodesFramesOneAfterTheOtherAndSkipsWhatIsToBeSkipped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(encoded("hello ".getBytes(StandardCharsets.US_ASCII), 3));
        out.write(new byte[] {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9});
        out.write(encoded("world".getBytes(StandardCharsets.US_ASCII), 3));
        assertThat(decoded(out.toByteArray())).asString().isEqualTo("hello world");
    }

    @Nested
    class Refuses {
        @Test
        void whatIsCutOffAnywhere() throws IOException {
            byte[] whole = encoded(text(3000, 6), 3);
            for (int length = 1; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> decoded(cut)).as("at %d", length).isInstanceOf(IOException.class);
            }
        }

        @Test
        void aByteThatWasChangedAnywhereOrDecodesTheSame() throws IOException {
            byte[] content = text(1500, 8);
            byte[] whole = encoded(content, 3);
            for (int place = 0; place < whole.length; place++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] changed = whole.clone();
                    changed[place] ^= (byte) (1 << bit);
                    try {
                        assertThat(decoded(changed)).as("byte %d", place).isEqualTo(content);
                    } catch (IOException expected) {
                        assertThat(expected.getMessage()).isNotNull();
                    }
                }
            }
        }

        @Test
        void garbageBehindTheEnd() throws IOException {
            byte[] whole = encoded(new byte[10], 3);
            assertThatThrownBy(() -> decoded(Arrays.copyOf(whole, whole.length + 4)))
                    .hasMessageContaining("no frame");
        }

        @Test
        void aWindowThatTakesMoreMemoryThanHttpPermits() {
            byte[] wide = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0x70, 1, 0, 0};
            assertThatThrownBy(() -> decoded(wide)).hasMessageContaining("8 MiB");
        }

        @Test
        void aDictionary() {
            byte[] with = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1, 0, 7, 1, 0, 0};
            assertThatThrownBy(() -> decoded(with)).hasMessageContaining("dictionary");
        }

        @Test
        void whatIsNoise() {
            Random random = new Random(11);
            for (int i = 0; i < 3000; i++) {
                byte[] noise = new byte[60];
                random.nextBytes(noise);
                byte[] head = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 4, 0x30, (byte) (48 << 3 | 5), 0, 0};
                byte[] all = Arrays.copyOf(head, head.length + noise.length);
                System.arraycopy(noise, 0, all, head.length, noise.length);
                assertThatThrownBy(() -> decoded(all)).isInstanceOf(IOException.class);
            }
        }
    }
}
