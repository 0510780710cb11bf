package io.pilotlight.env.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @TempDir
    private Path folder;

    @Nested
    class Place {
        @Test
        void isThePropertyBeforeTheVariableBeforeXdgBeforeHome() {
            Map<String, String> all = Map.of(
                    "PILOTLIGHT_CACHE", place("variable"), "XDG_CACHE_HOME", place("xdg"), "HOME", place("home"));

            assertThat(standard(all, "pilotlight.cache", place("property"))).contains(folder.resolve("property"));
            assertThat(standard(all)).contains(folder.resolve("variable"));
            assertThat(standard(Map.of("XDG_CACHE_HOME", place("xdg"), "HOME", place("home"))))
                    .contains(folder.resolve("xdg/pilotlight"));
            assertThat(standard(Map.of("XDG_CACHE_HOME", "relative", "HOME", place("home"))))
                    .contains(folder.resolve("home/.cache/pilotlight"));
        }

        @Test
        void isThePlatformsOwn() {
            assertThat(standard(Map.of("HOME", place("home")), "os.name", "Mac OS X"))
                    .contains(folder.resolve("home/Library/Caches/pilotlight"));
            assertThat(standard(Map.of("LOCALAPPDATA", place("local")), "os.name", "Windows 11"))
                    .contains(folder.resolve("local/pilotlight/cache"));
            assertThat(standard(Map.of(), "user.home", place("home")))
                    .contains(folder.resolve("home/.cache/pilotlight"));
        }

        @Test
        void isNoneWhenItIsTurnedOffOrNothingCanBeMadeThere() throws Exception {
            Path file = Files.writeString(folder.resolve("file"), "in the way");

            assertThat(standard(Map.of("PILOTLIGHT_CACHE", "off", "HOME", place("home"))))
                    .isEmpty();
            assertThat(standard(Map.of("HOME", "", "XDG_CACHE_HOME", ""))).isEmpty();
            assertThat(standard(Map.of("PILOTLIGHT_CACHE", file.resolve("below").toString())))
                    .isEmpty();
        }

        private String place(String name) {
            return folder.resolve(name).toString();
        }

        private Optional<Path> standard(Map<String, String> variables, String... property) {
            Properties properties = new Properties();
            properties.setProperty("os.name", "Linux");
            if (property.length > 0) {
                properties.setProperty(property[0], property[1]);
            }
            return CacheFolder.standard(variables, properties).map(CacheFolder::path);
        }
    }

    @Nested
    class Room {
        private CacheRoom room;

        @BeforeEach
        void make() {
            room = CacheFolder.at(folder.resolve("new")).room("small").orElseThrow();
        }

        @Test
        void isForItsOwnerAlone() throws Exception {
            room.write("answer", "42");

            assertThat(room.path()).isEqualTo(folder.resolve("new/small"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(room.path())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(room.path().resolve("answer"))))
                    .isEqualTo("rw-------");
        }

        @Test
        void givesBackWhatWasWrittenLast() throws Exception {
            room.write("answer", "41");
            room.write("answer", "42 \u2603");

            assertThat(room.read("answer")).contains("42 \u2603");
            assertThat(room.read("question")).isEmpty();
            assertThat(room.path()).isDirectoryNotContaining("glob:**begun");
        }

        @Test
        void readsNoFileThatOthersCouldHaveWritten() throws Exception {
            room.write("answer", "42");
            Path file = room.path().resolve("answer");
            for (String permissions : new String[] {"rw-rw----", "rw----rw-"}) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

                assertThat(room.read("answer")).as(permissions).isEmpty();
            }
            room.write("answer", "43");
            assertThat(room.read("answer")).contains("43");
        }

        @Test
        void readsNoLinkAndNoFolder() throws Exception {
            Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "not ours");
            Files.createSymbolicLink(room.path().resolve("link"), elsewhere);
            Files.createDirectory(room.path().resolve("folder"));

            assertThat(room.read("link")).isEmpty();
            assertThat(room.read("folder")).isEmpty();
        }

        @Test
        void isRefusedWhenSomebodyElseOwnsItOrItsFile() throws Exception {
            room.write("answer", "42");
            assumeTrue(Ownership.isRoot(), "only root may give files away");
            Files.setAttribute(room.path().resolve("answer"), "unix:uid", 65534);

            assertThat(room.read("answer")).isEmpty();

            Files.setAttribute(room.path(), "unix:uid", 65534);
            assertThat(CacheFolder.at(folder.resolve("new")).room("small")).isEmpty();
        }

        @Test
        void isRefusedWhenOthersCanWriteToIt() throws Exception {
            Files.setPosixFilePermissions(room.path(), PosixFilePermissions.fromString("rwxrwx---"));

            assertThat(CacheFolder.at(folder.resolve("new")).room("small")).isEmpty();
        }

        @Test
        void doesNotGrowForEver() throws Exception {
            FileTime old = FileTime.from(Instant.ofEpochSecond(1_700_000_000));
            for (int i = 0; i < 256; i++) {
                Path file = Files.createFile(room.path().resolve("answer-" + i));
                Files.setLastModifiedTime(file, FileTime.from(old.toInstant().plusSeconds(i)));
            }

            room.write("answer", "42");

            assertThat(room.path().toFile().list())
                    .hasSize(129)
                    .contains("answer", "answer-128")
                    .doesNotContain("answer-127");
        }

        @Test
        void removesWhatAKilledWriterLeft() throws Exception {
            Path old = Files.writeString(room.path().resolve(".1.begun"), "half");
            Files.setLastModifiedTime(
                    old,
                    FileTime.from(Files.getLastModifiedTime(old).toInstant().minus(Duration.ofHours(2))));
            Path recent = Files.writeString(room.path().resolve(".2.begun"), "half");

            room.write("answer", "42");

            assertThat(old).doesNotExist();
            assertThat(recent).exists();
        }
    }

    @Test
    void aStampTellsFilesApart() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "one");
        Instant time = Instant.ofEpochSecond(1_700_000_000, 123_456_789);
        Files.setLastModifiedTime(file, FileTime.from(time));
        FileStamp before = FileStamp.of(file);

        assertThat(FileStamp.of(file)).isEqualTo(before);
        Files.setLastModifiedTime(file, FileTime.from(time.plusNanos(1)));
        assertThat(FileStamp.of(file)).isNotEqualTo(before);
        Path other = Files.writeString(folder.resolve("other"), "two");
        Files.setLastModifiedTime(other, FileTime.from(time));
        Files.delete(file);
        Files.move(other, file);
        assertThat(FileStamp.of(file)).as("another number on the device").isNotEqualTo(before);
        assertThat(FileStamp.of(folder.resolve("none"))).isNotEqualTo(before);
    }
}
