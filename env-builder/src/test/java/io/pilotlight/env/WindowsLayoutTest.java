package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pilotlight.env.child.Children;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The layout on Windows, with a Python that has the files of one there, on a file system in memory. */
class WindowsLayoutTest {
    private static final List<String> SCRIPTS =
            List.of("Scripts/Activate.ps1", "Scripts/activate", "Scripts/activate.bat", "Scripts/deactivate.bat");

    private final FileSystem files = Jimfs.newFileSystem(Configuration.windows());
    private final EventLog events = new EventLog();

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    @Nested
    class UpToPython312 {
        @Test
        void copiesTheLaunchersOfItsOwnNames() throws Exception {
            python("3.11.7", "python.exe", "pythonw.exe", "python311.dll", "vcruntime140.dll");
            template("nt/python.exe", "launcher");
            template("nt/pythonw.exe", "windowed launcher");

            Path env = make("3.11.7", options());

            assertThat(tree(env).keySet())
                    .containsAll(SCRIPTS)
                    .contains("Include", "Lib/site-packages", "Scripts/python.exe", "Scripts/pythonw.exe")
                    .doesNotContain("lib64", "Scripts/python_d.exe", "Scripts/python3.exe", ".gitignore");
            assertThat(tree(env)).containsEntry("Scripts/python.exe", "launcher");
            assertThat(events.of(EnvEvent.Warning.class)).isEmpty();
        }

        @Test
        void takesTheLaunchersBesideTheProgramWhereVenvHasNone() throws Exception {
            python("3.8.10", "python.exe", "pythonw.exe", "venvlauncher.exe");
            Path env = make("3.8.10", options());

            assertThat(tree(env))
                    .containsEntry("Scripts/python.exe", "venvlauncher.exe of 3.8.10")
                    .doesNotContainKey("Scripts/pythonw.exe");
            assertThat(events.of(EnvEvent.Warning.class))
                    .containsExactly(new EnvEvent.Warning("Unable to copy 'C:\\\\Python\\\\venvwlauncher.exe'"));
        }

        @Test
        void linksAllProgramsAndLibrariesWhenAskedTo() throws Exception {
            python("3.12.1", "python.exe", "pythonw.exe", "python312.dll", "LICENSE.txt");

            Path env = make("3.12.1", options().symlinks(true));

            assertThat(tree(env))
                    .containsEntry("Scripts/python.exe", "link to C:\\Python\\python.exe")
                    .containsEntry("Scripts/python312.dll", "link to C:\\Python\\python312.dll")
                    .doesNotContainKey("Scripts/LICENSE.txt");
        }
    }

    @Nested
    class FromPython313On {
        @Test
        void copiesTheTwoLaunchers() throws Exception {
            python("3.13.0", "python.exe", "pythonw.exe");
            template("nt/venvlauncher.exe", "launcher");
            template("nt/venvwlauncher.exe", "windowed launcher");

            Path env = make("3.13.0", options());

            assertThat(tree(env))
                    .containsEntry("Scripts/python.exe", "launcher")
                    .containsEntry("Scripts/pythonw.exe", "windowed launcher")
                    .containsEntry(
                            ".gitignore", "# Created by venv; see https://docs.python.org/3/library/venv.html\r\n*\r\n")
                    .doesNotContainKeys("Scripts/venvlauncher.exe", "Scripts/python3.13.exe");
        }

        @Test
        void namesTheFreeThreadedOneTwice() throws Exception {
            python("3.13.0", "python3.13t.exe");
            template("nt/venvlaunchert.exe", "launcher");
            template("nt/venvwlaunchert.exe", "windowed launcher");

            Path env = make(
                    "3.13.0",
                    options(),
                    Map.of("free-threaded", "True", "base-executable", "C:\\Python\\python3.13t.exe"));

            assertThat(tree(env))
                    .containsEntry("Scripts/python.exe", "launcher")
                    .containsEntry("Scripts/python3.13t.exe", "launcher")
                    .containsEntry("Scripts/pythonw3.13t.exe", "windowed launcher");
        }

        @Test
        void linksTheRuntimeWhenAskedTo() throws Exception {
            python("3.13.0", "python.exe", "pythonw.exe", "python313.dll", "vcruntime140.dll", "other.dll");

            Path env = make("3.13.0", options().symlinks(true));

            assertThat(tree(env))
                    .containsEntry("Scripts/python.exe", "link to C:\\Python\\python.exe")
                    .containsEntry("Scripts/vcruntime140.dll", "link to C:\\Python\\vcruntime140.dll")
                    .doesNotContainKey("Scripts/other.dll");
        }

        @Test
        void copiesWhereItCannotLink() throws Exception {
            python("3.13.0", "python.exe", "pythonw.exe");
            template("nt/venvlauncher.exe", "launcher");
            template("nt/venvwlauncher.exe", "windowed launcher");
            EnvOptions options = options().symlinks(true).build();
            EnvBuilder builder = new EnvBuilder(options) {
                @Override
                protected void setupPython(EnvContext context) {
                    BuildContext.writing(
                            context, it -> Files.writeString(it.binPath().resolve("pythonw.exe"), "in the way"));
                    super.setupPython(context);
                }
            };

            Path env = make("3.13.0", options, builder, Map.of());

            assertThat(tree(env))
                    .containsEntry("Scripts/python.exe", "launcher")
                    .containsEntry("Scripts/pythonw.exe", "windowed launcher");
            assertThat(events.of(EnvEvent.Warning.class))
                    .last()
                    .isEqualTo(new EnvEvent.Warning("Retrying with copies"));
        }
    }

    @Test
    void writesTheConfigurationWithTheLinesOfWindows() throws Exception {
        python("3.11.7", "python.exe");

        Path env = make("3.11.7", options().symlinks(true).prompt("x"));

        assertThat(tree(env))
                .containsEntry(
                        "pyvenv.cfg",
                        "home = C:\\Python\r\ninclude-system-site-packages = false\r\nversion = 3.11.7\r\n"
                                + "prompt = 'x'\r\nexecutable = C:\\Python\\python.exe\r\n"
                                + "command = C:\\Python\\python.exe -m venv --symlinks --without-pip --prompt=\"x\" "
                                + "C:\\work\\env\r\n");
    }

    @Test
    void putsItsPathsIntoTheScriptsAndQuotesThemForEachShell() throws Exception {
        python("3.13.1", "python.exe");
        template("common/Activate.ps1", "__VENV_NAME__");
        Files.writeString(files.getPath("C:\\Python\\Lib\\venv\\__init__.py"), "context.script_path = srcfile");

        Path env = make("3.13.1", options());

        assertThat(tree(env))
                .containsEntry("Scripts/activate.bat", "set VIRTUAL_ENV=C:\\work\\env\r\n")
                .containsEntry("Scripts/activate", "VIRTUAL_ENV='C:\\work\\env' # Scripts")
                .containsEntry("Scripts/Activate.ps1", "'env'");
    }

    @Test
    void refusesThePathSeparatorOfWindows() {
        assertThatThrownBy(() -> EnvDirectory.of(files.getPath("C:\\a;b")))
                .isInstanceOf(DirectoryException.class)
                .hasMessageEndingWith("because it contains the PATH separator ;.");
        assertThat(EnvDirectory.of(files.getPath("C:\\a")).name()).isEqualTo("a");
    }

    private EnvOptions.Builder options() {
        return EnvBuilder.options().withPip(false).listener(events);
    }

    /** Lays out a Python as its installer does. */
    private void python(String version, String... programs) throws IOException {
        for (String program : programs) {
            Path file = files.getPath("C:\\Python").resolve(program);
            Files.createDirectories(file.getParent());
            Files.writeString(file, program + " of " + version);
        }
        Files.createDirectories(files.getPath("C:\\Python\\Lib\\venv"));
        Files.writeString(files.getPath("C:\\Python\\Lib\\venv\\__init__.py"), "");
        template("common/Activate.ps1", "# PowerShell");
        template("common/activate", "VIRTUAL_ENV=__VENV_DIR__ # __VENV_BIN_NAME__");
        template("nt/activate.bat", "set VIRTUAL_ENV=__VENV_DIR__\r\n");
        template("nt/deactivate.bat", "rem nothing\r\n");
        template("posix/activate.csh", "# not here");
    }

    private void template(String name, String text) throws IOException {
        Path file = files.getPath("C:\\Python\\Lib\\venv\\scripts").resolve(name.replace('/', '\\'));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path make(String version, EnvOptions.Builder options) throws IOException {
        return make(version, options, Map.of());
    }

    private Path make(String version, EnvOptions.Builder options, Map<String, String> facts) throws IOException {
        EnvOptions built = options.build();
        return make(version, built, new EnvBuilder(built), facts);
    }

    /** Makes an environment in a folder beside its own, as a builder does before it moves it. */
    private Path make(String version, EnvOptions options, EnvBuilder builder, Map<String, String> more)
            throws IOException {
        Map<String, String> facts = new HashMap<>(Map.of(
                "version", version,
                "implementation", "cpython",
                "os", "nt",
                "platform", "win32",
                "wide", "True",
                "executable", "C:\\Python\\python.exe",
                "base-executable", "C:\\Python\\python.exe",
                "real-executable", "C:\\Python\\python.exe",
                "standard-library", "C:\\Python\\Lib"));
        facts.putAll(more);
        PythonInterpreter python = new PythonInterpreter(new PythonInterpreter.Facts(facts));
        EnvDirectory target = EnvDirectory.of(files.getPath("C:\\work\\env"));
        Path aside = Files.createDirectories(files.getPath("C:\\work\\aside"));
        try (Children children = new Children()) {
            builder.build(new EnvContext(options, python, target, new BuildSite.Workplace(aside, children)));
        }
        return aside;
    }

    private Map<String, String> tree(Path env) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(env)) {
            for (Path path : walk.toList()) {
                String name = env.relativize(path).toString().replace('\\', '/');
                if (Files.isSymbolicLink(path)) {
                    tree.put(name, "link to " + Files.readSymbolicLink(path));
                } else {
                    tree.put(name, Files.isDirectory(path) ? "folder" : Files.readString(path));
                }
            }
        }
        return tree;
    }
}
