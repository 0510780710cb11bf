package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualEnvironmentTest {
    @TempDir
    private Path folder;

    private PythonEnvironment python(String name) {
        return new EnvBuilder(EnvBuilder.options().withPip(false).build()).create(folder.resolve(name));
    }

    @Nested
    class Opening {
        @Test
        void tellsTheLanguageFromTheFolder() {
            Path python = python("python").directory();
            Path node = new NodeEnvBuilder().create(folder.resolve("node")).directory();

            assertThat(VirtualEnvironment.open(python)).isInstanceOf(PythonEnvironment.class);
            assertThat(VirtualEnvironment.open(node)).isInstanceOf(NodeEnvironment.class);
            assertThat(VirtualEnvironment.open(node).fingerprint())
                    .hasValueSatisfying(text -> assertThat(text).matches("[0-9a-f]{64}"))
                    .isNotEqualTo(VirtualEnvironment.open(python).fingerprint());
        }

        @Test
        void refusesAFolderThatHoldsNone() {
            assertThatThrownBy(() -> VirtualEnvironment.open(folder))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("holds no environment");
            assertThatThrownBy(() -> VirtualEnvironment.openAsIs(folder)).isInstanceOf(DirectoryException.class);
            assertThatThrownBy(() -> VirtualEnvironment.open(folder.resolve("nowhere")))
                    .isInstanceOf(DirectoryException.class);
        }

        @Test
        void takesABrokenOneAsItIs() throws Exception {
            PythonEnvironment made = python("env");
            Files.delete(made.directory().resolve("pyvenv.cfg"));
            Files.delete(made.directory().resolve("pilotlight.cfg"));

            VirtualEnvironment found = VirtualEnvironment.openAsIs(made.directory());

            assertThat(made.version()).startsWith(found.version() + ".");
            assertThat(found.fingerprint()).isEmpty();
            assertThatThrownBy(() -> VirtualEnvironment.open(made.directory())).isInstanceOf(DirectoryException.class);
        }

        @Test
        void takesNoInstalledPythonForABrokenEnvironment() throws Exception {
            PythonEnvironment made = python("conda");
            Files.delete(made.directory().resolve("pyvenv.cfg"));
            Files.delete(made.directory().resolve("pilotlight.cfg"));
            Files.writeString(made.sitePackages().resolveSibling("os.py"), "");

            assertThatThrownBy(() -> VirtualEnvironment.openAsIs(made.directory()))
                    .isInstanceOf(DirectoryException.class);
        }

        @Test
        void understandsTheFilesOfOtherTools() throws Exception {
            PythonEnvironment made = python("env");
            String minor = made.place().libraryName().substring("python".length());
            Files.writeString(
                    made.directory().resolve("pyvenv.cfg"),
                    "home=/usr/bin\nVersion_Info = " + minor + ".7.final.0\nvirtualenv = 20.1\nprompt = \"it's\"\n");

            PythonEnvironment found = PythonEnvironment.open(made.directory());

            assertThat(found.version()).isEqualTo(minor + ".7");
            assertThat(found.variables()).containsEntry("VIRTUAL_ENV_PROMPT", "it's");
            assertThat(found.sitePackages()).isEqualTo(made.sitePackages());
        }

        @Test
        void findsTheModulesOfEveryLayout() throws Exception {
            for (String library : List.of("lib/pypy3.9", "lib/python3.13t", "Lib")) {
                Path env = folder.resolve(library.replace('/', '-'));
                Path modules = Files.createDirectories(env.resolve(library).resolve("site-packages"));
                Path programs = Files.createDirectory(env.resolve(library.equals("Lib") ? "Scripts" : "bin"));
                String name = library.equals("Lib") ? "python.exe" : "python";
                Files.writeString(programs.resolve(name), "").toFile().setExecutable(true);
                String version = library.contains("3.13") ? "3.13.0" : "3.9.16";
                Files.writeString(env.resolve("pyvenv.cfg"), "version = " + version + "\n");

                assertThat(PythonEnvironment.open(env).sitePackages()).isEqualTo(modules);
                assertThat(PythonEnvironment.open(env).interpreter()).isEqualTo(programs.resolve(name));
            }
        }
    }

    @Nested
    class Looking {
        @Test
        void findsAllBelowAFolderAndFollowsNoLink() throws Exception {
            Path first = python(".venv").directory();
            Path second = python("projects/a/env").directory();
            python("projects/b/c/too-deep");
            python("projects/node_modules/hidden");
            Files.createSymbolicLink(folder.resolve("link"), first);
            Files.createDirectories(folder.resolve(".x.pilotlight-0123456789ab"));
            Files.writeString(folder.resolve(".x.pilotlight-0123456789ab/pyvenv.cfg"), "half");

            assertThat(VirtualEnvironment.below(folder, 3))
                    .extracting(VirtualEnvironment::directory)
                    .containsExactly(first, second);
            assertThat(VirtualEnvironment.below(first, 0)).hasSize(1);
            assertThatThrownBy(() -> VirtualEnvironment.below(folder.resolve("nowhere"), 1))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("nowhere");
        }
    }

    @Nested
    class Size {
        @Test
        void countsEachFileOnceAndTellsWhatIsShared() throws Exception {
            Path env = python("env").directory();
            DiskSize before = VirtualEnvironment.open(env).size();
            Path twice = Files.write(env.resolve("twice"), new byte[1_000]);
            Files.createLink(env.resolve("again"), twice);
            Path outside = Files.write(folder.resolve("cached"), new byte[300]);
            Files.createLink(env.resolve("from-cache"), outside);
            Files.createSymbolicLink(env.resolve("link"), folder);

            DiskSize size = VirtualEnvironment.open(env).size();

            assertThat(before.bytes()).isPositive();
            assertThat(size).isEqualTo(new DiskSize(before.bytes() + 1_300, 300, before.files() + 2));
        }
    }
}
