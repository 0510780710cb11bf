package io.pilotlight.core.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBodyTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("a file.txt"), text);
    }

    @Test
    void aFileIsReadAsOftenAsOneLikes() throws IOException {
        Body body = Body.of(file("h\u00e9llo"));
        assertThat(body.length()).hasValue(6);
        assertThat(body.repeatable()).isTrue();
        assertThat(body.bytes()).asString(UTF_8).isEqualTo("h\u00e9llo");
        assertThat(body.bytes()).hasSize(6);
        try (InputStream in = body.stream()) {
            assertThat(in.read()).isEqualTo('h');
            assertThat(in.available()).isEqualTo(5);
            assertThat(in.read(new byte[0])).isZero();
        }
        assertThat(body).hasToString("a file of 6 bytes");
    }

    @Test
    void anEmptyFileIsABodyOfLengthZero() throws IOException {
        Body body = Body.of(file(""));
        assertThat(body.length()).hasValue(0);
        assertThat(body.bytes()).isEmpty();
    }

    @Test
    void aFileThatBecameShorterIsRefused() throws IOException {
        Path file = file("123456");
        Body body = Body.of(file);
        Files.writeString(file, "123");
        assertThatThrownBy(body::bytes).isInstanceOf(IOException.class).hasMessageContaining("6 bytes", "3 now");
    }

    @Test
    void aFileThatBecameLongerIsRefusedBeforeItsLastByteIsHandedOut() throws IOException {
        Path file = file("123456");
        Body body = Body.of(file);
        try (InputStream in = body.stream()) {
            assertThat(in.readNBytes(3)).hasSize(3);
            Files.writeString(file, "7", StandardOpenOption.APPEND);
            assertThat(in.read(new byte[2])).isEqualTo(2);
            assertThatThrownBy(in::read).hasMessageContaining("more now");
        }
    }

    @Test
    void whatIsNoFileIsRefusedAtOnce() {
        assertThatThrownBy(() -> Body.of(folder)).hasMessageContaining("Not a regular file");
        assertThatThrownBy(() -> Body.of(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
