package io.pilotlight.env.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleStoreTest {
    @TempDir
    private Path folder;

    private Path kept;
    private Path installed;
    private ModuleStore store;

    @BeforeEach
    void makeATree() throws IOException {
        kept = Files.createDirectory(folder.resolve("kept"));
        installed = Files.createDirectories(folder.resolve("installed"));
        Files.createDirectories(installed.resolve("a b/bin"));
        Files.writeString(installed.resolve("a b/bin/run.js"), "text");
        Files.createDirectory(installed.resolve("empty"));
        Files.createSymbolicLink(installed.resolve("link"), Path.of("a b/bin/run.js"));
        store = new ModuleStore(kept);
    }

    @Test
    void givesBackWhatItKept() throws Exception {
        store.keep("key", installed);

        assertThat(store.fetch("key", place("one"))).isTrue();
        assertThat(folder.resolve("one/link")).isSymbolicLink().hasContent("text");
        assertThat(folder.resolve("one/empty")).isEmptyDirectory();
        assertThat(store.fetch("other", place("two"))).isFalse();
        assertThat(folder.resolve("two")).isEmptyDirectory();
    }

    @Test
    void dropsATreeOfWhichAFileIsNotAsItWasOrIsGone() throws Exception {
        store.keep("edited", installed);
        Files.writeString(installed.resolve("a b/bin/run.js"), "longer text");
        store.keep("gone", installed);
        Files.delete(kept.resolve("gone/tree/a b/bin/run.js"));

        assertThat(store.fetch("edited", place("one"))).isFalse();
        assertThat(store.fetch("gone", place("one"))).isFalse();

        assertThat(folder.resolve("one")).isEmptyDirectory();
        assertThat(kept.resolve("edited")).doesNotExist();
        assertThat(kept.resolve("gone")).doesNotExist();
        store.keep("edited", installed);
        assertThat(store.fetch("edited", place("one"))).isTrue();
    }

    @Test
    void writesNothingOutsideOfTheEnvironment() throws Exception {
        store.keep("key", installed);
        Files.writeString(kept.resolve("key/index"), "LINK\t../outside\ttarget\n");

        assertThat(store.fetch("key", place("one"))).isFalse();
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void dropsATreeWhoseIndexIsNone() throws Exception {
        store.keep("key", installed);
        Files.writeString(kept.resolve("key/index"), "FOLDER\ta\t\nno line\n");

        assertThat(store.fetch("key", place("one"))).isFalse();

        assertThat(folder.resolve("one")).isEmptyDirectory();
        assertThat(kept.resolve("key")).doesNotExist();
    }

    @Test
    void sweepsWhatADeadOneBegan() throws Exception {
        Files.createDirectories(kept.resolve(".begun-0123456789ab/tree/a"));

        store.keep("key", installed);

        assertThat(kept).isDirectoryContaining("glob:**/key").isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void keepsNothingWithAFileThatNoLineCanDescribe() throws Exception {
        Files.writeString(installed.resolve("line\nbreak"), "");

        store.keep("key", installed);

        assertThat(kept).isEmptyDirectory();
    }

    @Test
    void keepsALimitedNumberOfTreesAndThoseThatAreUsed() throws Exception {
        store.keep("key0", installed);
        Files.setLastModifiedTime(kept.resolve("key0/used"), FileTime.fromMillis(0));
        for (int i = 1; i <= 64; i++) {
            store.keep("key" + i, installed);
        }

        assertThat(kept.resolve("key0")).doesNotExist();
        assertThat(kept.resolve("key1")).exists();
        assertThat(kept.resolve("key64")).exists();
    }

    private Path place(String name) throws IOException {
        Path place = folder.resolve(name);
        return Files.exists(place) ? place : Files.createDirectory(place);
    }
}
