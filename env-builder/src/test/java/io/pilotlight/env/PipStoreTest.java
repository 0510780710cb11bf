package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pip, linked into environments from the store. */
class PipStoreTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private final EventLog events = new EventLog();

    /** Compiling pip takes seconds: once for all tests that need compiled modules. */
    @BeforeAll
    static void fill() {
        compiled(shared.resolve("cache")).create(shared.resolve("first"));
    }

    @Test
    void theSecondEnvironmentIsLikeTheFirstAndSharesItsFiles() throws Exception {
        Path first = shared.resolve("first");

        Path second = compiled(shared.resolve("cache"))
                .create(folder.resolve("an env"))
                .directory();

        Map<String, String> expected = TreePicture.of(first);
        Map<String, String> actual = TreePicture.of(second);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        String module = modules(second).relativize(module(second)).toString();
        assertThat(inode(modules(first).resolve(module)))
                .isEqualTo(inode(modules(second).resolve(module)));
        Path pyc = first(modules(second).resolve("pip/__pycache__"), "__main__");
        assertThat(inode(pyc)).isEqualTo(inode(first(modules(first).resolve("pip/__pycache__"), "__main__")));
        assertThat(Files.readString(second.resolve("bin/pip"))).contains(second.resolve("bin") + "/python");
        assertThat(Files.readString(first.resolve("bin/pip"))).doesNotContain(second.toString());
    }

    @Test
    void compiledModulesAreStillValid() throws Exception {
        PythonEnvironment env = compiled(shared.resolve("cache")).create(folder.resolve("env"));
        String code = """
                import sys, pip._internal.cli.main as m, importlib.util as u, struct, os
                pyc = u.cache_from_source(m.__file__)
                with open(pyc, 'rb') as f:
                    head = f.read(16)
                stat = os.stat(m.__file__)
                print(m.main.__code__.co_filename == m.__file__, struct.unpack('<II', head[8:]) == (int(stat.st_mtime), stat.st_size))
                """;

        assertThat(Shell.run(env.process(List.of("python", "-c", code))).output())
                .isEqualTo("True True\n");
    }

    @Test
    void uninstallingInOneEnvironmentLeavesTheOthersAlone() throws Exception {
        PythonEnvironment loser = plain(folder.resolve("cache")).create(folder.resolve("loser"));
        PythonEnvironment keeper = plain(folder.resolve("cache")).create(folder.resolve("keeper"));
        Map<String, String> before = TreePicture.of(keeper.directory());

        assertThat(Shell.run(loser.process(List.of("pip", "uninstall", "-y", "pip")))
                        .exitCode())
                .isZero();

        assertThat(loser.packages()).extracting(InstalledPackage::name).doesNotContain("pip");
        assertThat(TreePicture.of(keeper.directory())).isEqualTo(before);
        assertThat(Shell.run(keeper.process(List.of("python", "-m", "pip", "check")))
                        .exitCode())
                .isZero();
        assertThat(plain(folder.resolve("cache"))
                        .create(folder.resolve("third"))
                        .packages())
                .isEqualTo(keeper.packages());
    }

    @Test
    void aFileThatWasEditedInAnEnvironmentDoesNotSpread() throws Exception {
        Path edited =
                plain(folder.resolve("cache")).create(folder.resolve("edited")).directory();
        String original = Files.readString(module(edited));
        Files.writeString(module(edited), original + "x = 1\n");

        Path next =
                plain(folder.resolve("cache")).create(folder.resolve("next")).directory();

        assertThat(module(next)).hasContent(original);
        assertThat(module(edited)).content().endsWith("x = 1\n");
        assertThat(inode(module(plain(folder.resolve("cache"))
                        .create(folder.resolve("one more"))
                        .directory())))
                .isEqualTo(inode(module(next)));
    }

    @Test
    void aStoreThatIsDamagedIsMadeAnew() throws Exception {
        Path cache = folder.resolve("cache");
        plain(cache).create(folder.resolve("first"));
        try (Stream<Path> tree = Files.walk(cache)) {
            for (Path manifest : tree.filter(path -> path.endsWith("manifest")).toList()) {
                Files.writeString(manifest, Files.readString(manifest).substring(0, 200));
            }
        }

        PythonEnvironment next = plain(cache).create(folder.resolve("next"));

        assertThat(Shell.run(next.process(List.of("pip", "--version"))).exitCode())
                .isZero();
    }

    @Test
    void anotherUmaskGetsItsOwnPermissions() throws Exception {
        Path first =
                plain(folder.resolve("cache")).create(folder.resolve("first")).directory();
        ProcessBuilder machine = BuildMain.process(
                TestPythons.any().executable().toString(),
                folder.resolve("other").toString(),
                "with-pip");
        List<String> command = Stream.concat(
                        Stream.of("env", "PILOTLIGHT_CACHE=" + folder.resolve("cache")), machine.command().stream())
                .toList();

        assertThat(Shell.umask("077", command).exitCode()).isZero();

        Path other = folder.resolve("other");
        assertThat(mode(module(other))).isEqualTo("rw-------");
        assertThat(mode(other.resolve("bin/pip"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(module(first))).isEqualTo(mode(module(shared.resolve("first"))));
        assertThat(Files.getLastModifiedTime(module(other))).isEqualTo(Files.getLastModifiedTime(module(first)));
    }

    @Test
    void withoutACacheEachEnvironmentHasItsOwnFiles() throws Exception {
        EnvOptions options = options().compile(false).withoutCache().build();

        Path first = new EnvBuilder(options).create(folder.resolve("first")).directory();
        Path second = new EnvBuilder(options).create(folder.resolve("second")).directory();

        assertThat(inode(module(first))).isNotEqualTo(inode(module(second)));
        assertThat(TreePicture.of(first).keySet())
                .isEqualTo(TreePicture.of(second).keySet());
    }

    @Test
    void aCacheThatCannotBeWrittenIsDoneWithoutAndSaidSo() throws Exception {
        Path file = Files.createFile(folder.resolve("cache"));

        PythonEnvironment env = plain(file).create(folder.resolve("env"));

        assertThat(env.packages()).extracting(InstalledPackage::name).contains("pip");
        assertThat(events.of(EnvEvent.Message.class))
                .anyMatch(event -> event.line().contains("without the cache"));
    }

    @Test
    void manyMakersAtOnceStoreItOnce() throws Exception {
        Path cache = folder.resolve("cache");

        List<CompletableFuture<PythonEnvironment>> made = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> plain(cache).create(folder.resolve("env" + i))))
                .toList();

        long files = made.stream()
                .map(env -> inode(module(env.join().directory())))
                .distinct()
                .count();
        assertThat(files).isEqualTo(1);
        try (Stream<Path> entries = Files.list(cache.resolve("wheels"))) {
            assertThat(entries).allMatch(entry -> entry.getFileName().toString().matches("[0-9a-f]{64}"));
        }
    }

    private EnvBuilder plain(Path cache) {
        return new EnvBuilder(
                options().compile(false).cache(cache).listener(events).build());
    }

    private static EnvBuilder compiled(Path cache) {
        return new EnvBuilder(options().cache(cache).build());
    }

    private static EnvOptions.Builder options() {
        return EnvBuilder.options().python(TestPythons.any().executable());
    }

    private static Path modules(Path env) {
        return PythonEnvironment.open(env).sitePackages();
    }

    private static Path module(Path env) {
        return modules(env).resolve("pip/__main__.py");
    }

    private static Path first(Path folder, String prefix) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Object inode(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
