package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvBuilderTest {
    @TempDir
    private Path folder;

    private final PythonInterpreter python = PythonInterpreter.find();

    @Nested
    class Subclasses {
        @Test
        void changeAnyStepAndSeeItsFields() {
            List<String> scripts = new ArrayList<>();
            EnvBuilder builder = new EnvBuilder(options().build()) {
                @Override
                protected void createGitIgnoreFile(EnvContext context) {}

                @Override
                protected String replaceVariables(EnvContext context, Path template, String text) {
                    assertThat(context.scriptPath()).contains(template);
                    scripts.add(template.getFileName().toString());
                    return super.replaceVariables(context, template, text) + "# changed\n";
                }

                @Override
                protected void postSetup(EnvContext context) {
                    try {
                        Files.writeString(
                                context.binPath().resolve("hello"), "#!" + context.envExe() + "\nprint('hello')\n");
                        Files.writeString(
                                context.libPath().resolve("place.txt"),
                                context.finalDir().toString());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };

            PythonEnvironment made = builder.create(folder.resolve("env"));

            assertThat(made.directory().resolve(".gitignore")).doesNotExist();
            assertThat(scripts).contains("activate", "Activate.ps1");
            assertThat(made.directory().resolve("bin/activate")).content().endsWith("# changed\n");
            assertThat(made.sitePackages().resolve("place.txt"))
                    .hasContent(made.directory().toString());
            assertThat(made.directory().resolve("bin/hello"))
                    .content()
                    .contains(made.directory().resolve("bin").toString())
                    .doesNotContain(".pilotlight-");
        }

        @Test
        void leaveNothingWhenAStepFails() {
            EnvBuilder builder = new EnvBuilder(options().build()) {
                @Override
                protected void postSetup(EnvContext context) {
                    throw new IllegalStateException("broken on purpose");
                }
            };

            assertThatThrownBy(() -> builder.create(folder.resolve("env"))).hasMessage("broken on purpose");

            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void runPipInPostSetup() throws Exception {
            PythonInterpreter withPip = TestPythons.any();
            EnvBuilder builder =
                    new EnvBuilder(options()
                            .python(withPip.executable())
                            .withPip(true)
                            .compile(false)
                            .build()) {
                        @Override
                        protected void postSetup(EnvContext context) {
                            runPip(context, List.of("install", "six==1.16.0"));
                        }
                    };

            PythonEnvironment made = builder.create(folder.resolve("env"));

            assertThat(made.packages()).contains(new InstalledPackage("six", "1.16.0"));
        }
    }

    @Nested
    class WhatIsThereAlready {
        private final EventLog events = new EventLog();

        @Test
        void staysAsItIsWhenMadeOfTheSameThings() throws Exception {
            Path env = folder.resolve("env");
            builder().create(env);
            Files.writeString(env.resolve("mine.txt"), "kept");

            builder().create(env);

            assertThat(events.all()).last().isEqualTo(new EnvEvent.UpToDate(env));
            assertThat(env.resolve("mine.txt")).exists();
        }

        @Test
        void losesWhatAKilledMakerLeftBesideIt() throws Exception {
            Path env = folder.resolve("env");
            builder().create(env);
            Path old = Files.createDirectories(folder.resolve(".env.pilotlight-0123456789ab/bin"));
            Files.writeString(folder.resolve(".env.pilotlight-lock"), ".env.pilotlight-0123456789ab\n");

            builder().create(env);

            assertThat(events.all()).last().isEqualTo(new EnvEvent.UpToDate(env));
            assertThat(old.getParent()).doesNotExist();
            assertThat(folder).isDirectoryNotContaining("glob:**.pilotlight*");
        }

        @Test
        void isMadeAnewWhenItsInterpreterIsGone() throws Exception {
            Path env = folder.resolve("env");
            builder().create(env);
            Files.delete(env.resolve("bin/python"));

            assertThatThrownBy(() -> PythonEnvironment.open(env))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("interpreter is gone");
            assertThat(builder().create(env).interpreter()).exists();
        }

        @Test
        void isMadeAnewWhenAskedToClear() throws Exception {
            Path env = folder.resolve("env");
            builder().create(env);
            Files.writeString(env.resolve("mine.txt"), "gone");

            new EnvBuilder(options().clear(true).build()).create(env);

            assertThat(env.resolve("mine.txt")).doesNotExist();
        }

        @Test
        void isLeftAloneWhenSomethingElseMadeIt() throws Exception {
            Path env = folder.resolve("env");
            Shell.run(python.executable().toString(), "-m", "venv", "--without-pip", env.toString());

            assertThatThrownBy(() -> builder().create(env))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("something else made");
            assertThat(PythonEnvironment.open(env).version()).isEqualTo(python.version());
            assertThat(new EnvBuilder(options().clear(true).build()).create(env).interpreter())
                    .exists();
        }

        @Test
        void isNeverReplacedUnlessItIsAnEnvironment() throws Exception {
            Files.writeString(folder.resolve("thesis.txt"), "years of work");
            for (boolean clear : new boolean[] {false, true}) {
                EnvBuilder builder = new EnvBuilder(options().clear(clear).build());

                assertThatThrownBy(() -> builder.create(folder))
                        .isInstanceOf(DirectoryException.class)
                        .hasMessageContaining("holds no Python environment");
                assertThat(folder).isDirectoryContaining("glob:**thesis.txt");
            }
        }

        @Test
        void isUsedWhenItIsAnEmptyFolder() throws Exception {
            Path env = Files.createDirectory(folder.resolve("env"));

            assertThat(builder().create(env).directory()).isEqualTo(env);
        }

        private EnvBuilder builder() {
            return new EnvBuilder(options().listener(events).build());
        }
    }

    @Nested
    class Upgrades {
        private Path env = Path.of("");

        @BeforeEach
        void name() {
            env = folder.resolve("env");
        }

        @Test
        void anEnvironmentInItsPlace() throws Exception {
            create(env);
            Files.writeString(env.resolve("bin/activate"), "# mine");
            Files.delete(env.resolve("bin/python3"));
            Files.deleteIfExists(env.resolve("bin/python"));
            Files.createSymbolicLink(env.resolve("bin/python"), Path.of("/gone/with/the/old/python"));
            Files.writeString(env.resolve("pyvenv.cfg"), "version = " + python.version() + "\nhome = /nowhere\n");
            Object key = Files.readAttributes(env, BasicFileAttributes.class).fileKey();

            upgrade(env);

            assertThat(env.resolve("bin/python3")).exists();
            assertThat(env.resolve("bin/python")).isExecutable();
            assertThat(env.resolve("bin/activate")).hasContent("# mine");
            assertThat(env.resolve("pyvenv.cfg")).content().contains("home = /").doesNotContain("nowhere");
            assertThat(Files.readAttributes(env, BasicFileAttributes.class).fileKey())
                    .isEqualTo(key);
        }

        @Test
        void soThatItIsUpToDateAfterwards() {
            EventLog events = new EventLog();
            new EnvBuilder(options().gitIgnore(false).build()).create(env);

            upgrade(env);
            new EnvBuilder(options().listener(events).build()).create(env);

            assertThat(events.all()).last().isEqualTo(new EnvEvent.UpToDate(env));
        }

        @Test
        void whatSomethingElseMadeWithoutTakingItOver() throws Exception {
            Shell.run(python.executable().toString(), "-m", "venv", "--without-pip", env.toString());

            upgrade(env);

            assertThat(Receipt.existsIn(env)).isFalse();
        }

        @Test
        void nothingByMakingItWhole() {
            assertThat(upgrade(env).directory().resolve("bin/activate")).exists();
        }

        @Test
        void neverToAnotherMinorVersion() throws Exception {
            create(env);
            Files.writeString(env.resolve("pyvenv.cfg"), "home = /x\nversion = 3.5.2\n");

            assertThatThrownBy(() -> upgrade(env))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("an environment of Python 3.5");
            assertThat(env.resolve("pyvenv.cfg")).hasContent("home = /x\nversion = 3.5.2");
        }

        @Test
        void noOtherFolder() throws Exception {
            Files.createDirectory(env);
            Files.writeString(env.resolve("thesis.txt"), "years of work");

            assertThatThrownBy(() -> upgrade(env))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("holds no Python environment");
        }

        @Test
        void pipOnlyIfItIsOlder() throws Exception {
            PythonInterpreter withPip = TestPythons.any();
            EnvOptions.Builder options =
                    EnvBuilder.options().python(withPip.executable()).compile(false);
            PythonEnvironment made = new EnvBuilder(options.build()).create(env);
            List<InstalledPackage> bundled = made.packages();
            assertThat(Shell.run(made.process(List.of("python", "-m", "pip", "install", "-q", "pip==23.1.2")))
                            .exitCode())
                    .isZero();

            PythonEnvironment upgraded = new EnvBuilder(options.upgrade(true).build()).create(env);

            assertThat(upgraded.packages()).isEqualTo(bundled);
        }

        private PythonEnvironment upgrade(Path directory) {
            return new EnvBuilder(options().upgrade(true).build()).create(directory);
        }
    }

    @Nested
    class Refuses {
        @Test
        void aFileInTheWay() throws Exception {
            Path file = Files.writeString(folder.resolve("file"), "x");

            assertThatThrownBy(() -> create(file))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("Unable to create directory '" + file + "'");
            assertThatThrownBy(() -> create(file.resolve("env")))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining(file.toString());
            assertThat(file).hasContent("x");
        }

        @Test
        void aLinkInTheWay() throws Exception {
            Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));

            assertThatThrownBy(() -> create(link))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("a file or a link is in the way");
        }

        @Test
        void aFolderThatMayNotBeWritten() throws Exception {
            Path locked = Files.createDirectory(
                    folder.resolve("locked"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
            assumeTrue(!Files.isWritable(locked), "root may write anywhere");

            assertThatThrownBy(() -> create(locked.resolve("env")))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("permission denied");
        }

        @Test
        void thePathSeparatorAndLineBreaksInThePath() {
            assertThatThrownBy(() -> create(folder.resolve("a:b")))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessage("Refusing to create a venv in " + folder.resolve("a:b")
                            + " because it contains the PATH separator :.");
            assertThatThrownBy(() -> create(folder.resolve("a\nb")))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("line break");
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void lineBreaksInThePrompt() {
            assertThatThrownBy(
                            () -> EnvBuilder.options().prompt("a\nhome = /tmp").build())
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining("line break");
        }

        @Test
        void toUpgradeAndClearTogether() {
            assertThatThrownBy(
                            () -> EnvBuilder.options().upgrade(true).clear(true).build())
                    .isInstanceOf(OptionException.class)
                    .hasMessage("you cannot supply --upgrade and --clear together.");
        }

        @Test
        void packagesWithoutPip() {
            assertThatThrownBy(() -> EnvBuilder.options()
                            .withPip(false)
                            .installer(Installer.PIP)
                            .packages("six")
                            .build())
                    .isInstanceOf(OptionException.class);
            assertThatThrownBy(() -> EnvBuilder.options().packages("--index-url=x"))
                    .isInstanceOf(OptionException.class);
        }

        @Test
        void toOpenAFolderThatIsNoEnvironment() {
            assertThatThrownBy(() -> PythonEnvironment.open(folder))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("no pyvenv.cfg");
        }
    }

    @Nested
    class Environments {
        @Test
        void setTheVariablesThatActivationSets() throws Exception {
            Path env = folder.resolve("it's an \"env\" $x");
            PythonEnvironment made = create(env);

            Map<String, String> variables = made.variables();

            assertThat(variables).containsEntry("VIRTUAL_ENV", env.toString());
            assertThat(variables.get("PATH")).startsWith(env.resolve("bin") + ":");
            assertThat(made.unsetVariables()).containsExactly("PYTHONHOME");
            assertThat(Shell.run(made.process(List.of("python", "-c", "import sys; print(sys.prefix)"))))
                    .isEqualTo(new Shell.Result(0, env + "\n"));
            assertThatThrownBy(() -> made.process(List.of())).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void areRemovedWhole() {
            PythonEnvironment made = create(folder.resolve("env"));

            made.remove();

            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void areMadeInFoldersThatAreNotThereYet() {
            assertThat(create(folder.resolve("a/b/../c/env")).directory()).isEqualTo(folder.resolve("a/c/env"));
        }
    }

    @Nested
    class InAnotherProcess {
        @Test
        void respectsTheUmask() throws Exception {
            Path env = folder.resolve("env");
            List<String> venv = List.of(python.executable().toString(), "-m", "venv", "--without-pip", env.toString());
            assertThat(Shell.umask("077", venv).exitCode()).isZero();
            Map<String, String> expected = TreePicture.of(env);
            Shell.run("rm", "-r", env.toString());

            Shell.Result result = Shell.umask(
                    "077",
                    BuildMain.process(python.executable().toString(), env.toString(), "without-pip")
                            .command());

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(TreePicture.of(env)).isEqualTo(expected);
        }

        @Test
        void isNotLedAstrayByTheCallersSettings() throws Exception {
            Path env = folder.resolve("env");
            Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
            Path requirements = Files.writeString(folder.resolve("requirements.txt"), "six==1.16.0");
            // a module of the same name as pip, where Python would look first
            Files.writeString(folder.resolve("pip.py"), "raise SystemExit('the wrong pip')");
            ProcessBuilder process = BuildMain.process(
                    TestPythons.any().executable().toString(), env.toString(), requirements.toString());
            process.environment()
                    .putAll(Map.of(
                            "PIP_TARGET",
                            elsewhere.toString(),
                            "PIP_USER",
                            "1",
                            "PIP_QUIET",
                            "3",
                            "PYTHONHOME",
                            elsewhere.toString(),
                            "PYTHONPATH",
                            folder.toString(),
                            "PYTHONINSPECT",
                            "1"));

            Shell.Result result = Shell.run(process);

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(PythonEnvironment.open(env).packages()).contains(new InstalledPackage("six", "1.16.0"));
            assertThat(elsewhere).isEmptyDirectory();
        }

        @Test
        void installsFilesWhoseNamesJavaCannotWriteInItsLocale() throws Exception {
            Path wheel = folder.resolve("greek-1.0-py3-none-any.whl");
            Map<String, String> files = new LinkedHashMap<>();
            files.put("greek/__init__.py", "def main():\n    print('said')\n");
            files.put("greek/\u03bb.txt", "lambda");
            files.put("greek-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: greek\nVersion: 1.0\n");
            files.put("greek-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            files.put("greek-1.0.dist-info/entry_points.txt", "[console_scripts]\ngreek = greek:main\n");
            files.put("greek-1.0.dist-info/RECORD", "");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            Path requirements = Files.writeString(folder.resolve("requirements.txt"), "./" + wheel.getFileName());
            Path env = folder.resolve("env");
            ProcessBuilder process = BuildMain.process(
                    TestPythons.any().executable().toString(), env.toString(), requirements.toString());
            process.environment().put("LC_ALL", "C");

            Shell.Result result = Shell.run(process);

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(Shell.run(env.resolve("bin/greek").toString())).isEqualTo(new Shell.Result(0, "said\n"));
            assertThat(Files.readString(env.resolve("bin/greek"))).startsWith("#!" + env.resolve("bin"));
        }

        @Test
        void makesTheGreekLinkOfPython314WhereJavaCannotNameIt() throws Exception {
            for (String locale : List.of("C", "C.UTF-8")) {
                Path env = folder.resolve("env-" + locale);
                ProcessBuilder process = BuildMain.process(python.executable().toString(), env.toString(), "as-3.14");
                process.environment().put("LC_ALL", locale);

                Shell.Result result = Shell.run(process);

                assertThat(result.exitCode()).as(result.output()).isZero();
                String look =
                        "import os, sys; print([ascii(n) for n in os.listdir(sys.argv[1]) if n.endswith('thon')])";
                assertThat(Shell.run(
                                        python.executable().toString(),
                                        "-X",
                                        "utf8",
                                        "-c",
                                        look,
                                        env.resolve("bin").toString())
                                .output())
                        .as(locale)
                        .contains("'\\\\U0001d70bthon'");
            }
        }
    }

    private PythonEnvironment create(Path directory) {
        return new EnvBuilder(options().build()).create(directory);
    }

    private EnvOptions.Builder options() {
        return EnvBuilder.options().python(python.executable()).withPip(false);
    }
}
