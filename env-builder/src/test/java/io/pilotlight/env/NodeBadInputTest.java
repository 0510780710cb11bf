package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot become a Node.js environment: the error has a type, npm's own words, and what to do; nothing is left. */
class NodeBadInputTest {
    @TempDir
    private Path folder;

    private Path env;

    @AfterEach
    void nothingIsLeft() {
        assertThat(folder).isDirectoryNotContaining("glob:**/.*pilotlight*");
        if (env != null) {
            assertThat(env).doesNotExist();
        }
    }

    private PackageException failure(NodeEnvOptions.Builder options) {
        env = folder.resolve("env");
        return catchThrowableOfType(PackageException.class, () -> new NodeEnvBuilder(options.build()).create(env));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Nested
    class ForNpm {
        @Test
        void aPackageThatDoesNotExist() {
            PackageException failure = failure(NodeEnvBuilder.options().packages("pilotlight-no-such-package-0"));

            assertThat(failure)
                    .hasMessageContaining("pilotlight-no-such-package-0")
                    .hasMessageContaining("check its name");
            assertThat(failure.lines()).contains("code E404");
        }

        @Test
        void aVersionThatDoesNotExist() {
            PackageException failure = failure(NodeEnvBuilder.options().packages("is-odd@99"));

            assertThat(failure)
                    .hasMessageContaining("No matching version found for is-odd@99")
                    .hasMessageContaining("There is no such version");
            assertThat(failure.lines()).contains("code ETARGET");
        }

        @Test
        void offlineWithoutACache() throws Exception {
            Path packageJson = write("package.json", "{\"dependencies\": {\"is-odd\": \"3\"}}");
            write(".npmrc", "cache=" + folder.resolve("npm cache") + "\n");

            PackageException failure =
                    failure(NodeEnvBuilder.options().packageJson(packageJson).offline(true));

            assertThat(failure).hasMessageContaining("is-odd").hasMessageContaining("drop offline");
            assertThat(failure.lines()).contains("code ENOTCACHED");
        }

        @Test
        void aRegistryThatDoesNotAnswer() throws Exception {
            Path packageJson = write("package.json", "{\"dependencies\": {\"is-odd\": \"3\"}}");
            write(".npmrc", "fetch-retries=0\ncache=" + folder.resolve("npm cache") + "\n");

            PackageException failure = failure(
                    NodeEnvBuilder.options().packageJson(packageJson).registry(URI.create("http://127.0.0.1:9/")));

            assertThat(failure).hasMessageContaining("127.0.0.1:9").hasMessageContaining("check its address");
        }

        @Test
        void aLockFileThatDoesNotFit() throws Exception {
            Path packageJson = write("package.json", "{\"name\": \"a\", \"dependencies\": {\"is-odd\": \"2\"}}");
            write("package-lock.json", """
                    {"name": "a", "lockfileVersion": 3, "packages": {"": {"dependencies": {"is-odd": "3"}}}}""");

            PackageException failure = failure(NodeEnvBuilder.options().packageJson(packageJson));

            assertThat(failure)
                    .hasMessageContaining("npm ci failed")
                    .hasMessageContaining("is-odd")
                    .hasMessageContaining("make it anew")
                    .hasMessageNotContaining("Usage:");
        }

        @Test
        void aLockFileWithAnotherChecksum() throws Exception {
            Path packageJson = write("package.json", "{\"name\": \"a\", \"dependencies\": {\"is-number\": \"7.0.0\"}}");
            write("package-lock.json", """
                    {"name": "a", "lockfileVersion": 3, "packages": {
                     "": {"name": "a", "dependencies": {"is-number": "7.0.0"}},
                     "node_modules/is-number": {"version": "7.0.0", "integrity": "sha512-%s=="}}}""".formatted("A".repeat(86)));

            PackageException failure = failure(NodeEnvBuilder.options().packageJson(packageJson));

            assertThat(failure).hasMessageContaining("is not the one that the lock file names");
            assertThat(failure.lines()).contains("code EINTEGRITY");
        }

        @Test
        void anInstallScriptThatFails() throws Exception {
            Path packageJson =
                    write("package.json", "{\"name\": \"a\", \"scripts\": {\"postinstall\": \"echo no >&2; exit 3\"}}");

            PackageException failure = failure(NodeEnvBuilder.options().packageJson(packageJson));

            assertThat(failure).hasMessageContaining("code 3").hasMessageContaining("ignoreScripts");
        }
    }

    @Nested
    class ForTheBuilder {
        @ParameterizedTest
        @ValueSource(strings = {"{bad", "[1]", "\"text\"", "null", ""})
        void aPackageJsonThatIsNoObject(String text) throws Exception {
            Path packageJson = write("package.json", text);

            assertThat(failure(NodeEnvBuilder.options().packageJson(packageJson)))
                    .hasMessageContaining(packageJson + " is no valid package.json, which is a JSON object");
        }

        @Test
        void aPackageJsonWithWorkspaces() throws Exception {
            Path packageJson = write("package.json", "{\"workspaces\": [\"a\"]}");

            assertThat(failure(NodeEnvBuilder.options().packageJson(packageJson)))
                    .hasMessageContaining("has workspaces")
                    .hasMessageContaining("name the package.json of one of them");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "[1] | is no lock file of npm",
                    "{\"packages\": {\"node_modules/a\": {\"resolved\": \"a\", \"link\": true}}} | lies beside it",
                    "{\"dependencies\": {\"a\": {\"version\": \"file:a.tgz\"}}} | lies beside it"
                })
        void aLockFileThatCannotBeUsed(String text, String message) throws Exception {
            Path packageJson = write("package.json", "{}");
            write("package-lock.json", text);

            assertThat(failure(NodeEnvBuilder.options().packageJson(packageJson)))
                    .hasMessageContaining("package-lock.json")
                    .hasMessageContaining(message);
        }

        @Test
        void aMissingLockFile() throws Exception {
            Path packageJson = write("package.json", "{}");

            assertThat(failure(NodeEnvBuilder.options().packageJson(packageJson).locked(true)))
                    .hasMessageContaining("no lock file beside the package.json")
                    .hasMessageContaining("drop locked");
            assertThat(failure(NodeEnvBuilder.options()
                            .packages("is-odd")
                            .lock(folder.resolve("lock"))
                            .locked(true)))
                    .hasMessageContaining("no lock file at " + folder.resolve("lock"));
            assertThat(folder.resolve("lock")).doesNotExist();
        }

        @Test
        void aLockFileForAFolder() throws Exception {
            Path packageJson = write("package.json", "{\"dependencies\": {\"a\": \"file:./a\"}}");

            assertThat(failure(NodeEnvBuilder.options().packageJson(packageJson).lock(folder.resolve("lock"))))
                    .hasMessageContaining("cannot hold the package at 'file:./a'");
        }

        @Test
        void aLockFileThatCannotBeWritten() throws Exception {
            Path file = write("file", "");

            assertThat(failure(NodeEnvBuilder.options().packages("is-odd").lock(file.resolve("lock"))))
                    .hasMessageContaining("cannot be written");
        }

        @Test
        void aMissingPackageJson() {
            assertThat(failure(NodeEnvBuilder.options().packageJson(folder.resolve("package.json"))))
                    .hasMessageContaining("There is no package.json at");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", " ", "-g", "--global", "./folder", "https://host/a.tgz", "a b", "@scope", "a@", "/a"})
        void aPackageWithoutAName(String spec) {
            assertThatThrownBy(() -> NodeEnvBuilder.options().packages(spec))
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining("'" + spec + "' is no package with a name");
        }

        @Test
        void optionsThatContradictEachOther() {
            assertThatThrownBy(() ->
                            NodeEnvBuilder.options().clear(true).upgrade(true).build())
                    .isInstanceOf(OptionException.class);
            assertThatThrownBy(() -> NodeEnvBuilder.options()
                            .withNpm(false)
                            .upgradeDependencies(true)
                            .build())
                    .isInstanceOf(OptionException.class);
            assertThatThrownBy(() -> NodeEnvBuilder.options().locked(true).build())
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining("name a package.json or packages");
            assertThatThrownBy(() -> NodeEnvBuilder.options().prompt("a\nb")).isInstanceOf(OptionException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ftp://host/", "file:///a", "registry", "https://me:secret@host/"})
        void aRegistryThatIsNone(String address) {
            assertThatThrownBy(() -> NodeEnvBuilder.options().registry(URI.create(address)))
                    .isInstanceOf(OptionException.class)
                    .hasMessageNotContaining("secret");
        }

        @Test
        void aPlaceThatCannotBeWrittenTo() throws Exception {
            Path file = write("file", "");

            assertThatThrownBy(() -> new NodeEnvBuilder().create(file.resolve("env")))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("Choose another folder");
            assertThatThrownBy(() -> new NodeEnvBuilder().create(file))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("in the way");
        }
    }
}
