package io.pilotlight.http.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    private static final byte[] NEW = {1, 2, 3};

    @TempDir
    Path folder;

    private Path left(String name, Duration ago) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "secret");
        FileTime now = Files.getLastModifiedTime(file);
        return Files.setLastModifiedTime(file, FileTime.from(now.toInstant().minus(ago)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void putsAFileInThePlaceOfAnother() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "old");
        WholeFile.write(file, NEW);
        assertThat(file).hasBinaryContent(NEW);
        assertThat(names()).containsExactly("a file");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isForItsOwnerOnlyAndKeepsALink() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        WholeFile.write(link, NEW);
        assertThat(link).isSymbolicLink().hasBinaryContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatCannotBeReplacedStaysAndNothingIsLeftBeside() throws IOException {
        Path file = Files.createDirectory(folder.resolve("a"));
        Files.writeString(file.resolve("full"), "x");
        assertThatThrownBy(() -> WholeFile.write(file, NEW)).isInstanceOf(FileSystemException.class);
        assertThat(names()).containsExactly("a");
    }

    @Test
    void removesWhatAWriterLeftWhoWasKilledLongAgo() throws IOException {
        left(".a.123.part", Duration.ofMinutes(61));
        left(".a.124.part", Duration.ofMinutes(59));
        left(".b.125.part", Duration.ofDays(1));
        left(".a.x.part", Duration.ofDays(1));
        left(".a.126.partial", Duration.ofDays(1));
        WholeFile.write(folder.resolve("a"), NEW);
        assertThat(names()).containsExactly(".a.124.part", ".a.126.partial", ".a.x.part", ".b.125.part", "a");
    }
}
