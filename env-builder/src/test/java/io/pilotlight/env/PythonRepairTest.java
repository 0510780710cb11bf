package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.env.Problem.Kind;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of damage is found, and undone so that nothing differs from before; downloads one tiny package. */
class PythonRepairTest {
    @TempDir
    private static Path folder;

    private static Path env;
    private static Map<String, String> whole;

    /** A way to break an environment; what to break is the path that is returned, where the problem is to be found. */
    record Damage(String name, Kind kind, CheckDepth depth, Breaking breaking) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Breaking {
        Path at(PythonEnvironment environment) throws IOException;
    }

    @BeforeAll
    static void make() throws Exception {
        env = folder.resolve("an env");
        new EnvBuilder(EnvBuilder.options()
                        .python(TestPythons.any().executable())
                        .packages("six==1.16.0")
                        .installer(Installer.PIP) // as repairs install
                        .prompt("it's")
                        .build())
                .create(env);
        Shell.run("cp", "-a", env.toString(), folder.resolve("whole").toString());
        whole = withoutCompiled(TreePicture.of(env));
    }

    @BeforeEach
    void restore() throws Exception {
        Trees.remove(env);
        Shell.run("cp", "-a", folder.resolve("whole").toString(), env.toString());
    }

    static List<Damage> damages() {
        List<Damage> all = new ArrayList<>();
        all.add(new Damage("link removed", Kind.INTERPRETER, CheckDepth.QUICK, it -> gone(it.interpreter())));
        all.add(new Damage("link leads nowhere", Kind.INTERPRETER, CheckDepth.QUICK, it -> {
            Files.delete(it.interpreter());
            return Files.createSymbolicLink(it.interpreter(), Path.of("/nowhere/python3"));
        }));
        all.add(new Damage("outer link removed", Kind.INTERPRETER, CheckDepth.QUICK, it -> {
            try (var links = Files.list(it.place().programs())) {
                Path outer = links.filter(Files::isSymbolicLink)
                        .filter(link -> target(link).isAbsolute())
                        .findFirst()
                        .orElseThrow();
                gone(outer);
            }
            return it.interpreter();
        }));
        all.add(new Damage("not executable", Kind.INTERPRETER, CheckDepth.QUICK, it -> {
            Files.delete(it.interpreter());
            return Files.writeString(it.interpreter(), "");
        }));
        all.add(new Damage(
                "configuration removed",
                Kind.CONFIGURATION,
                CheckDepth.QUICK,
                it -> gone(it.directory().resolve("pyvenv.cfg"))));
        all.add(new Damage(
                "configuration emptied",
                Kind.CONFIGURATION,
                CheckDepth.QUICK,
                it -> Files.writeString(it.directory().resolve("pyvenv.cfg"), "\0\0")));
        for (String script : List.of("activate", "activate.csh", "activate.fish", "Activate.ps1")) {
            all.add(new Damage(
                    script + " removed",
                    Kind.ACTIVATION,
                    CheckDepth.QUICK,
                    it -> gone(it.place().programs().resolve(script))));
        }
        all.add(new Damage(
                "activate emptied",
                Kind.ACTIVATION,
                CheckDepth.QUICK,
                it -> Files.writeString(it.place().programs().resolve("activate"), "")));
        all.add(new Damage("program of another place", Kind.PROGRAM, CheckDepth.QUICK, it -> {
            Path pip = it.place().programs().resolve("pip");
            String text = Files.readString(pip);
            return Files.writeString(pip, text.replace(it.directory().toString(), "/gone/an env"));
        }));
        all.add(new Damage(
                "module removed",
                Kind.FILE,
                CheckDepth.FILES,
                it -> gone(it.sitePackages().resolve("six.py"))));
        all.add(new Damage(
                "module longer",
                Kind.FILE,
                CheckDepth.FILES,
                it -> appended(it.sitePackages().resolve("six.py"))));
        all.add(new Damage("module changed in one byte", Kind.FILE, CheckDepth.FULL, it -> {
            Path file = it.sitePackages().resolve("six.py");
            byte[] bytes = Files.readAllBytes(file);
            bytes[100] ^= 1;
            return Files.write(file, bytes);
        }));
        all.add(new Damage(
                "module of pip removed",
                Kind.FILE,
                CheckDepth.FILES,
                it -> gone(it.sitePackages().resolve("pip/__main__.py"))));
        all.add(new Damage("all of pip's modules removed", Kind.FILE, CheckDepth.FILES, it -> {
            Trees.remove(it.sitePackages().resolve("pip"));
            return it.sitePackages().resolve("pip/__init__.py");
        }));
        all.add(new Damage(
                "program removed",
                Kind.FILE,
                CheckDepth.FILES,
                it -> gone(it.place().programs().resolve("pip3"))));
        for (String name : List.of("METADATA", "RECORD")) {
            all.add(new Damage(name + " removed", Kind.METADATA, CheckDepth.QUICK, it -> {
                Path info = it.sitePackages().resolve("six-1.16.0.dist-info");
                gone(info.resolve(name));
                return name.equals("RECORD") ? info.resolve(name) : info;
            }));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("damages")
    void isFoundAndUndone(Damage damage) throws Exception {
        Path at = damage.breaking.at(PythonEnvironment.open(env));

        VirtualEnvironment broken = VirtualEnvironment.openAsIs(env);
        assertThat(broken.check(damage.depth)).as("problems").anySatisfy(problem -> {
            assertThat(problem.kind()).isEqualTo(damage.kind);
            assertThat(problem.path()).isEqualTo(at);
            assertThat(problem.text()).startsWith(at.toString()).doesNotContain("\n");
        });
        assertThat(broken.repair()).as("left").isEmpty();
        assertThat(withoutCompiled(TreePicture.of(env))).isEqualTo(whole);
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains(".pilotlight-"));
    }

    @Test
    void findsNothingWrongWithAWholeOne() throws Exception {
        VirtualEnvironment environment = VirtualEnvironment.open(env);

        assertThat(environment.check(CheckDepth.FULL)).isEmpty();
        assertThat(environment.repair()).isEmpty();
        assertThat(withoutCompiled(TreePicture.of(env))).isEqualTo(whole);
    }

    @Test
    void putsPipBackThatWasThereFromTheBeginning() throws Exception {
        assumeTrue(VirtualEnvironment.open(env).version().matches("3\\.1[1-9].*"), "older ones do not say");
        Shell.run(PythonEnvironment.open(env).process(List.of("python", "-m", "pip", "uninstall", "-qy", "pip")));

        assertThat(VirtualEnvironment.open(env).check(CheckDepth.QUICK))
                .extracting(Problem::kind)
                .containsExactly(Kind.PACKAGE);
        assertThat(VirtualEnvironment.open(env).repair()).isEmpty();
        assertThat(withoutCompiled(TreePicture.of(env))).isEqualTo(whole);
    }

    @Test
    void worksAgainAfterAMove() throws Exception {
        Path to = folder.resolve("moved");
        Files.move(env, to);
        VirtualEnvironment moved = VirtualEnvironment.open(to);

        assertThat(moved.check(CheckDepth.QUICK))
                .extracting(Problem::kind)
                .contains(Kind.CONFIGURATION, Kind.ACTIVATION, Kind.PROGRAM);
        assertThat(moved.repair()).isEmpty();

        assertThat(moved.run(List.of("pip", "--version")).orThrow().output()).contains(to.toString());
        assertThat(moved.run(List.of("sh", "-c", ". \"$0/bin/activate\"; command -v python", to.toString()))
                        .orThrow()
                        .output())
                .isEqualTo(to + "/bin/python\n");
        assertThat(TreePicture.of(to).values()).noneMatch(line -> line.contains(env.toString()));
        Trees.remove(to);
    }

    @Test
    void tellsWhatIsNeededAndNotThere() throws Exception {
        Path modules = PythonEnvironment.open(env).sitePackages();
        Path info = Files.createDirectory(modules.resolve("needy-1.0.dist-info"));
        Files.writeString(info.resolve("RECORD"), "");
        Files.writeString(
                info.resolve("METADATA"),
                "Metadata-Version: 2.1\nName: needy\nVersion: 1.0\nRequires-Dist: six (>=2)\n"
                        + "Requires-Dist: absent ; python_version > '3'\nRequires-Dist: other ; extra == 'x'\n\nName: no\n");

        List<Problem> problems = VirtualEnvironment.open(env).check(CheckDepth.FULL);

        assertThat(problems)
                .extracting(Problem::text)
                .containsExactly(
                        "needy 1.0 needs six (>=2), but 1.16.0 is installed. Install it with pip",
                        "needy 1.0 needs absent, which is not installed. Install it with pip");
        String said = VirtualEnvironment.open(env)
                .run(List.of("python", "-m", "pip", "check"))
                .output();
        assertThat(said).contains("needy 1.0 requires absent, which is not installed");
        assertThat(said.lines()).hasSameSizeAs(problems);
    }

    @Test
    void takesAnotherPythonOfTheSameVersionWhenItsOwnIsGone() throws Exception {
        PythonEnvironment made = PythonEnvironment.open(env);
        String minor = made.place().minorVersion();
        assumeTrue(TestPythons.all().stream().anyMatch(it -> it.version().startsWith(minor + ".")));
        Path cfg = env.resolve("pyvenv.cfg");
        String home = KeyValueFile.read(cfg).get("home");
        Files.writeString(cfg, Files.readString(cfg).replace("home = " + home, "home = /nowhere/bin"));
        try (var links = Files.list(made.place().programs())) {
            for (Path link : links.filter(Files::isSymbolicLink).toList()) {
                if (target(link).isAbsolute()) {
                    Path name = link.getFileName();
                    Files.delete(link);
                    Files.createSymbolicLink(link, Path.of("/nowhere/bin").resolve(name));
                }
            }
        }

        assertThat(VirtualEnvironment.openAsIs(env).check(CheckDepth.QUICK))
                .extracting(Problem::kind)
                .contains(Kind.BASE, Kind.INTERPRETER);
        assertThat(VirtualEnvironment.openAsIs(env).repair()).isEmpty();
        assertThat(VirtualEnvironment.open(env)
                        .run(List.of("python", "-c", "import six"))
                        .exitCode())
                .isZero();
    }

    @Nested
    class ABaseOfAnotherVersion {
        @Test
        void isToldByItsName() throws Exception {
            PythonEnvironment made = PythonEnvironment.open(env);
            List<PythonInterpreter> others = TestPythons.all().stream()
                    .filter(it -> !it.version().startsWith(made.place().minorVersion() + "."))
                    .toList();
            assumeTrue(!others.isEmpty(), "needs two Pythons");
            Files.delete(made.interpreter());
            Files.createSymbolicLink(made.interpreter(), others.get(0).executable());

            assertThat(made.check(CheckDepth.QUICK)).singleElement().satisfies(problem -> assertThat(problem.kind())
                    .isEqualTo(Kind.BASE));
            assertThat(made.repair()).isEmpty();
            assertThat(withoutCompiled(TreePicture.of(env))).isEqualTo(whole);
        }
    }

    @Test
    void leavesWhatDidNotComeFromAnIndex() throws Exception {
        Path info = PythonEnvironment.open(env).sitePackages().resolve("six-1.16.0.dist-info");
        Files.writeString(info.resolve("direct_url.json"), "{}");
        gone(PythonEnvironment.open(env).sitePackages().resolve("six.py"));

        List<Problem> left = VirtualEnvironment.open(env).repair();

        assertThat(left)
                .extracting(Problem::text)
                .anyMatch(text -> text.contains("did not come from a package index"))
                .anyMatch(text -> text.contains("six.py is missing"));
    }

    /** Which modules are compiled depends on which programs have run. */
    private static Map<String, String> withoutCompiled(Map<String, String> picture) {
        picture.keySet().removeIf(path -> path.endsWith("__pycache__") || path.endsWith(".pyc"));
        return picture;
    }

    private static Path gone(Path file) throws IOException {
        Files.delete(file);
        return file;
    }

    private static Path appended(Path file) throws IOException {
        return Files.writeString(file, "\n# more\n", StandardOpenOption.APPEND);
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
