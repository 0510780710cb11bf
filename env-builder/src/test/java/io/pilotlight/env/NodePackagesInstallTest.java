package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages from lists and lock files, and the store of what was installed; downloads a few tiny packages. */
class NodePackagesInstallTest {
    private static final InstalledPackage IS_NUMBER = new InstalledPackage("is-number", "6.0.0");
    private static final InstalledPackage IS_ODD = new InstalledPackage("is-odd", "3.0.1");

    private static final String LOCK = """
            {"name": "environment", "lockfileVersion": 3, "packages": {
             "": {"name": "environment", "dependencies": {"is-odd": "3", "semver": "7.7.1"}},
             "node_modules/is-number": {"version": "6.0.0", "integrity":
              "sha512-Wu1VHeILBK8KAWJUAiSZQX94GmOE45Rg6/538fKwiloUu21KncEkYGPqob2oSZ5mUT73vLGrHQjKw3KMPwfDzg=="},
             "node_modules/is-odd": {"version": "3.0.1", "dependencies": {"is-number": "^6.0.0"}, "integrity":
              "sha512-CQpnWPrDwmP1+SMHXZhtLtJv90yiyVfluGsX5iNCVkrhQtU3TQHsUWPG9wkdk9Lgd5yNpAg9jQEo90CBaXgWMA=="},
             "node_modules/semver": {"version": "7.7.1", "bin": {"semver": "bin/semver.js"}, "integrity":
              "sha512-hlq8tAfn0m/61p4BVRcPzIGr6LKiMwo4VM6dGi6pt4qcRkmNzTcWq6eCEjEh+qXjkMDvPlOFFSGwQjoEa6gyMA=="}}}
            """;

    @TempDir
    private Path folder;

    private final EventLog events = new EventLog();

    private NodeEnvOptions.Builder options() {
        return NodeEnvBuilder.options().cache(folder.resolve("cache")).listener(events);
    }

    private NodeEnvironment create(NodeEnvOptions.Builder options, String name) {
        return new NodeEnvBuilder(options.build()).create(folder.resolve(name));
    }

    @Nested
    class Lists {
        @Test
        void areInstalledBesideAPackageJsonAndBeforeIt() throws Exception {
            Path packageJson = Files.writeString(
                    folder.resolve("package.json"),
                    "{\"dependencies\": {\"is-odd\": \"2\"}, \"devDependencies\": {\"is-number\": \"7.0.0\"}}");

            NodeEnvironment made =
                    create(options().packageJson(packageJson).production(true).packages("is-odd@3.0.1"), "env");

            assertThat(made.packages()).containsExactly(IS_NUMBER, IS_ODD);
        }

        @Test
        void mayNameAFolderFromThatOfThePackageJson() throws Exception {
            Path project =
                    Files.createDirectories(folder.resolve("project/part")).getParent();
            Files.writeString(project.resolve("part/package.json"), "{\"name\": \"part\", \"version\": \"1.2.3\"}");
            Files.writeString(project.resolve("part/index.js"), "module.exports = 'here';");
            Path packageJson = Files.writeString(
                    project.resolve("package.json"),
                    "{\"name\": \"p\", \"dependencies\": {\"part\": \"file:./part\"}}");

            NodeEnvironment made = create(options().packageJson(packageJson), "env");

            assertThat(made.packages()).containsExactly(new InstalledPackage("part", "1.2.3"));
            assertThat(Shell.run(made.process(List.of("node", "-p", "require('part')"))))
                    .isEqualTo(new Shell.Result(0, "here\n"));
        }

        @Test
        void areFoundBelowScopesAndBelowOtherPackages() throws Exception {
            Path modules = folder.resolve("node_modules");
            module(modules, "plain", "1.0.0");
            module(modules, "@scope/a", "2.0.0");
            module(modules, "@scope/a/node_modules/plain", "0.9.0");
            module(modules, "@scope/a/node_modules/@other/b", "3.0.0");
            module(modules, "twice/node_modules/plain", "0.9.0");
            Files.createDirectories(modules.resolve(".bin"));
            Files.createSymbolicLink(modules.resolve("linked"), modules);

            assertThat(NodePackages.in(modules))
                    .containsExactly(
                            new InstalledPackage("@other/b", "3.0.0"),
                            new InstalledPackage("@scope/a", "2.0.0"),
                            new InstalledPackage("plain", "0.9.0"),
                            new InstalledPackage("plain", "1.0.0"));
        }

        private static void module(Path modules, String path, String version) throws IOException {
            Path module = Files.createDirectories(modules.resolve(path));
            String name = path.replaceFirst("^.*node_modules/", "");
            Files.writeString(
                    module.resolve("package.json"), "{\"name\": \"%s\", \"version\": \"%s\"}".formatted(name, version));
        }
    }

    @Nested
    class LockFiles {
        @Test
        void areWrittenWhenMissingAndKeptToFromThenOn() throws Exception {
            Path lock = folder.resolve("locks/node.lock");

            NodeEnvironment first = create(options().packages("is-odd@3").lock(lock), "first");
            create(options().packages("is-odd@3").lock(lock), "first");
            String text = Files.readString(lock);
            NodeEnvironment second =
                    create(options().packages("is-odd@3").lock(lock).locked(true), "second");

            assertThat(text).contains("\"is-odd\": \"3\"", "sha512-");
            assertThat(lock).hasContent(text);
            assertThat(lock.getParent()).isDirectoryNotContaining("glob:**pilotlight*");
            assertThat(second.packages()).containsExactly(IS_NUMBER, IS_ODD).isEqualTo(first.packages());
            assertThat(events.of(EnvEvent.UpToDate.class))
                    .as("the lock file that it wrote is no reason to make it anew")
                    .hasSize(1);
        }

        @Test
        void areReadUnderEitherName() throws Exception {
            create(options().packages("is-odd@3").lock(folder.resolve("npm-shrinkwrap.json")), "first");
            Path packageJson =
                    Files.writeString(folder.resolve("package.json"), "{\"dependencies\": {\"is-odd\": \"3\"}}");

            NodeEnvironment made = create(options().packageJson(packageJson).locked(true), "env");

            assertThat(made.directory().resolve("npm-shrinkwrap.json")).exists();
            assertThat(made.packages()).containsExactly(IS_NUMBER, IS_ODD);
        }
    }

    @Nested
    class TheStore {
        private NodeEnvOptions.Builder options;

        @BeforeEach
        void aFirstEnvironment() throws Exception {
            Path lock = Files.writeString(folder.resolve("lock"), LOCK);
            options = options().packages("is-odd@3", "semver@7.7.1").lock(lock);
            create(options, "first");
        }

        @Test
        void makesTheSameTreeAsNpmAndRunsNone() throws Exception {
            List<Object> before = messages();
            create(options, "from store");
            List<Object> after = messages();
            create(options.withoutCache(), "by npm");

            assertThat(after).as("what npm said").isEqualTo(before);
            assertThat(messages()).as("now npm ran").hasSizeGreaterThan(after.size());
            assertThat(tree("from store")).isEqualTo(tree("by npm"));
            assertThat(modules("from store").resolve(".bin/semver")).isSymbolicLink();
            assertThat(sameFile("first", "from store", "is-odd/index.js")).isTrue();
            assertThat(sameFile("first", "from store", ".package-lock.json"))
                    .as("npm writes it in its place")
                    .isFalse();
        }

        @Test
        void throwsAwayWhatWasEdited() throws Exception {
            Files.writeString(modules("first").resolve("is-odd/index.js"), "// edited");

            NodeEnvironment second = create(options, "second");
            create(options, "third");

            assertThat(Shell.run(second.process(List.of("node", "-p", "require('is-odd')(3)"))))
                    .isEqualTo(new Shell.Result(0, "true\n"));
            assertThat(sameFile("first", "second", "is-odd/index.js")).isFalse();
            assertThat(sameFile("second", "third", "is-odd/index.js")).isTrue();
        }

        @Test
        void isNotChangedByNpmInAnEnvironment() throws Exception {
            NodeEnvironment second = create(options, "second");
            Map<String, String> before = tree("first");

            Shell.Result result = Shell.run(second.process(List.of("npm", "install", "is-odd@2"))
                    .directory(second.directory().toFile()));

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(second.packages()).contains(new InstalledPackage("is-odd", "2.0.0"));
            assertThat(tree("first")).isEqualTo(before);
        }

        @Test
        void servesOnlyWhoWantsTheSame() {
            int before = messages().size();

            create(options.production(true), "production");

            assertThat(messages()).hasSizeGreaterThan(before);
        }

        private List<Object> messages() {
            return List.copyOf(events.of(EnvEvent.Message.class));
        }

        private Path modules(String name) {
            return folder.resolve(name).resolve("node_modules");
        }

        private boolean sameFile(String left, String right, String path) throws IOException {
            return Files.isSameFile(modules(left).resolve(path), modules(right).resolve(path));
        }

        private Map<String, String> tree(String name) throws IOException {
            return new TreeMap<>(TreePicture.of(modules(name)));
        }
    }

    @Test
    void runsInstallScriptsUnlessToldNotToAndKeepsNoTreeOfThem() throws Exception {
        Path packageJson = Files.writeString(
                folder.resolve("package.json"),
                "{\"name\": \"a\", \"dependencies\": {\"is-odd\": \"3\"}, \"scripts\": {\"postinstall\": \"npm --version && node -v > ran\"}}");
        Path lock = folder.resolve("lock");

        NodeEnvironment with = create(options().packageJson(packageJson).lock(lock), "with");
        try (Stream<Path> kept = Files.list(folder.resolve("cache/node-modules"))) {
            assertThat(kept).as("trees that a script may have changed").isEmpty();
        } catch (NoSuchFileException nothingKept) {
            // as it should be
        }
        NodeEnvironment without =
                create(options().packageJson(packageJson).lock(lock).ignoreScripts(true), "without");

        assertThat(with.directory().resolve("ran")).exists();
        assertThat(without.directory().resolve("ran")).doesNotExist();
        assertThat(folder.resolve("cache/node-modules")).isNotEmptyDirectory();
    }

    @Test
    void takesPackagesFromNpmsCacheAlone() {
        create(options().packages("is-odd@3").lock(folder.resolve("lock")).withoutCache(), "online");

        NodeEnvironment made = create(
                options()
                        .packages("is-odd@3")
                        .lock(folder.resolve("lock"))
                        .withoutCache()
                        .offline(true),
                "offline");

        assertThat(made.packages()).containsExactly(IS_NUMBER, IS_ODD);
    }
}
