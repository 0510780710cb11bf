package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotlight.env.EnvEvent.PackageProgress;
import io.pilotlight.env.EnvEvent.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages from a requirements file; downloads two small ones. */
class RequirementsTest {
    @TempDir
    private Path folder;

    private final EventLog events = new EventLog();

    @Test
    void installsPackagesThatWorkAtTheFinalPlace() throws Exception {
        Path env = folder.resolve("an env");
        Path requirements = Files.writeString(folder.resolve("requirements.txt"), "six==1.16.0\nidna==3.10\nwheel\n");

        PythonEnvironment made = builder(requirements).create(env);

        assertThat(made.packages()).extracting(InstalledPackage::name).contains("pip", "six", "idna", "wheel");
        assertThat(made.packages()).contains(new InstalledPackage("six", "1.16.0"));
        assertThat(Shell.run(made.process(List.of("python", "-c", "import six, idna; print(six.__file__)"))))
                .isEqualTo(new Shell.Result(0, made.sitePackages().resolve("six.py") + "\n"));
        assertThat(Shell.run(made.process(List.of("wheel", "version"))).exitCode())
                .isZero();
        assertThat(Shell.run(made.process(List.of("pip", "check"))).exitCode()).isZero();
        assertThat(Files.readString(env.resolve("bin/wheel"))).doesNotContain(".pilotlight-");
        assertThat(recordProblems(made)).isEqualTo("[]\n");
        assertThat(events.of(PackageProgress.class))
                .extracting(PackageProgress::phase)
                .contains(Phase.COLLECTING, Phase.INSTALLING, Phase.INSTALLED);
        assertNothingElseIn(folder, env, requirements);
    }

    @Test
    void keepsWhatPipThrowsAwayWhereTheEnvironmentIsBuilt() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Path seen = folder.resolve("seen");
        Files.writeString(
                project.resolve("pyproject.toml"),
                "[build-system]\nrequires = []\nbuild-backend = 'look'\nbackend-path = ['.']\n");
        Files.writeString(project.resolve("look.py"), """
                import tempfile

                def get_requires_for_build_wheel(settings=None):
                    with open(%s, 'w') as file:
                        file.write(tempfile.gettempdir())
                    raise SystemExit(1)
                """.formatted(PythonText.repr(seen.toString())));
        Path requirements = Files.writeString(folder.resolve("requirements.txt"), "./project\n");

        assertThatThrownBy(() -> builder(requirements).create(folder.resolve("env")))
                .isInstanceOf(PackageException.class);

        Path used = Path.of(Files.readString(seen));
        assertThat(used.startsWith(folder.toRealPath()) || used.startsWith(folder))
                .isTrue();
        assertThat(used).doesNotExist();
    }

    @Test
    void doesNothingWhileRequirementsStayTheSameAndBuildsAnewWhenTheyChange() throws Exception {
        Path env = folder.resolve("env");
        Path requirements = Files.writeString(folder.resolve("requirements.txt"), "-r more.txt\n");
        Path more = Files.writeString(folder.resolve("more.txt"), "six==1.16.0\n");
        builder(requirements).create(env);
        Object before = Files.readAttributes(env, "unix:ino").get("ino");

        builder(requirements).create(env);
        assertThat(events.all()).last().isEqualTo(new EnvEvent.UpToDate(env));
        assertThat(Files.readAttributes(env, "unix:ino").get("ino")).isEqualTo(before);

        Files.writeString(more, "idna==3.10\n");
        PythonEnvironment anew = builder(requirements).create(env);
        assertThat(anew.packages())
                .extracting(InstalledPackage::name)
                .contains("idna")
                .doesNotContain("six");
        assertNothingElseIn(folder, env, requirements, more);
    }

    @Test
    void namesThePackageThatDoesNotExistAndLeavesNothing() throws Exception {
        Path env = folder.resolve("env");
        Path requirements = Files.writeString(folder.resolve("requirements.txt"), "pilotlight-no-such-package-0\n");

        PackageException failure = catchThrowableOfType(
                PackageException.class, () -> builder(requirements).create(env));

        assertThat(failure).hasMessageContaining("pilotlight-no-such-package-0");
        assertThat(failure.lines()).anyMatch(line -> line.startsWith("ERROR: No matching distribution found for"));
        assertNothingElseIn(folder, requirements);
    }

    @Test
    void keepsTheOldEnvironmentWhenTheNewOneCannotBeMade() throws Exception {
        Path env = folder.resolve("env");
        Path requirements = Files.writeString(folder.resolve("requirements.txt"), "# nothing yet\n");
        builder(requirements).create(env);
        Files.writeString(requirements, "pilotlight-no-such-package-0\n");

        assertThatThrownBy(() -> builder(requirements).create(env)).isInstanceOf(PackageException.class);

        assertThat(PythonEnvironment.open(env).packages())
                .extracting(InstalledPackage::name)
                .contains("pip");
        assertNothingElseIn(folder, env, requirements);
    }

    @Test
    void saysThatTheRequirementsFileIsMissing() {
        Path requirements = folder.resolve("no requirements.txt");

        assertThatThrownBy(() -> builder(requirements).create(folder.resolve("env")))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining(requirements.toString());
        assertThat(folder).isEmptyDirectory();
    }

    private EnvBuilder builder(Path requirements) {
        return new EnvBuilder(EnvBuilder.options()
                .python(TestPythons.any().executable())
                .compile(false)
                .installer(Installer.PIP)
                .withoutCache()
                .requirements(requirements)
                .listener(events)
                .build());
    }

    /** Lets Python compare each installed file with its row in RECORD, compiled modules aside. */
    private static String recordProblems(PythonEnvironment env) throws Exception {
        String code = """
                import base64, hashlib
                from importlib.metadata import distributions
                bad = []
                for dist in distributions():
                    for f in dist.files:
                        if f.hash:
                            data = f.locate().read_bytes()
                            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()
                            if digest != f.hash.value or len(data) != f.size:
                                bad.append(str(f))
                print(bad)
                """;
        return Shell.run(env.process(List.of("python", "-c", code))).output();
    }

    private static void assertNothingElseIn(Path folder, Path... known) throws Exception {
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactlyInAnyOrder(known);
        }
    }
}
