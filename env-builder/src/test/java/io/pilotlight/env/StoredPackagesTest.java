package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.time.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that pip installed once, and that come from the store the second time; downloads a few small ones. */
class StoredPackagesTest {
    @TempDir
    private Path folder;

    private final EventLog events = new EventLog();
    private final VirtualTime time = VirtualTime.create();
    private Path requirements;

    @BeforeEach
    void writeRequirements() throws Exception {
        requirements = Files.writeString(folder.resolve("requirements.txt"), "six==1.16.0\n");
    }

    @Test
    void theSecondEnvironmentIsLikeTheFirstAndNeedsNoPip() throws Exception {
        Files.writeString(requirements, "six==1.16.0\nmarkupsafe\nwheel==0.45.1\n");
        Path env = folder.resolve("an env");
        PythonEnvironment first = builder().create(env);
        Map<String, String> expected = picture(env);
        assertThat(piped()).isTrue();
        Object inode = inode(first.sitePackages().resolve("six.py"));
        Files.move(env, folder.resolve("first"));

        PythonEnvironment second = builder().create(env);

        assertThat(events.of(EnvEvent.PackageProgress.class))
                .filteredOn(event -> event.phase() == EnvEvent.Phase.INSTALLED)
                .extracting(EnvEvent.PackageProgress::name)
                .contains("six-1.16.0");
        assertThat(piped()).isFalse();
        assertThat(picture(env).keySet()).isEqualTo(expected.keySet());
        assertThat(picture(env)).isEqualTo(expected);
        assertThat(inode(second.sitePackages().resolve("six.py"))).isEqualTo(inode);
        assertThat(Shell.run(second.process(List.of("wheel", "version"))).output())
                .contains("0.45.1");
        assertThat(Shell.run(second.process(List.of("pip", "check"))).output()).contains("No broken");
        assertThat(Shell.run(second.process(List.of("python", "-c", "import markupsafe._speedups")))
                        .exitCode())
                .isZero();
        assertThat(Shell.run(second.process(List.of("pip", "uninstall", "-y", "six", "wheel")))
                        .exitCode())
                .isZero();
        assertThat(builder().create(folder.resolve("third")).packages())
                .contains(new InstalledPackage("six", "1.16.0"));
    }

    @Test
    void aFileThatWasEditedIsInstalledAnew() throws Exception {
        PythonEnvironment first = builder().create(folder.resolve("first"));
        Path module = first.sitePackages().resolve("six.py");
        String original = Files.readString(module);
        Files.writeString(module, original + "x = 1\n");
        events.clear();

        PythonEnvironment second = builder().create(folder.resolve("second"));

        assertThat(second.sitePackages().resolve("six.py")).hasContent(original);
        assertThat(Shell.run(second.process(List.of("pip", "check"))).exitCode())
                .isZero();
        assertThat(second.packages()).isEqualTo(first.packages());
    }

    @Test
    void versionsThatNobodyNamedGrowOldWithTime() throws Exception {
        requirements = Files.writeString(folder.resolve("open.txt"), "idna\n");
        builder().create(folder.resolve("first"));
        assertThat(piped()).isTrue();

        time.advance(Duration.ofMinutes(9));
        builder().create(folder.resolve("second"));
        assertThat(piped()).isFalse();

        time.advance(Duration.ofMinutes(2));
        new EnvBuilder(options().offline(true).build()).create(folder.resolve("third"));
        assertThat(piped()).isFalse();

        builder().create(folder.resolve("fourth"));
        assertThat(piped()).isTrue();
    }

    @Test
    void versionsThatAreNamedExactlyDoNot() throws Exception {
        builder().create(folder.resolve("first"));
        time.advance(Duration.ofDays(1000));
        events.clear();

        builder().create(folder.resolve("second"));

        assertThat(piped()).isFalse();
    }

    @Test
    void anotherVersionOfWhatTheInterpreterBringsAlongReplacesIt() throws Exception {
        requirements = Files.writeString(folder.resolve("new.txt"), "pip==24.0\n");
        Path env = folder.resolve("env");
        builder().create(env);
        Map<String, String> expected = picture(env);
        Files.move(env, folder.resolve("first"));
        events.clear();

        PythonEnvironment second = builder().create(env);

        assertThat(piped()).isFalse();
        assertThat(picture(env).keySet()).isEqualTo(expected.keySet());
        assertThat(picture(env)).isEqualTo(expected);
        assertThat(Shell.run(second.process(List.of("pip", "--version"))).output())
                .startsWith("pip 24.0 ");
    }

    @Test
    void whatIsEditedOnDiskIsNeverTakenFromTheStore() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("setup.py"), "import setuptools; setuptools.setup(name='local')\n");
        Path one = Files.writeString(folder.resolve("local.txt"), "./project\n");
        // pip installs what it would build from there, so there must be something to build it with
        Files.writeString(
                project.resolve("pyproject.toml"),
                "[build-system]\nrequires = []\nbuild-backend = 'build'\nbackend-path = ['.']\n");
        Files.writeString(project.resolve("build.py"), """
                import zipfile
                def build_wheel(folder, settings=None, metadata=None):
                    with zipfile.ZipFile(folder + '/local-1-py3-none-any.whl', 'w') as wheel:
                        wheel.writestr('local.py', 'x = 1')
                        wheel.writestr('local-1.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: local\\nVersion: 1\\n')
                        wheel.writestr('local-1.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
                        wheel.writestr('local-1.dist-info/RECORD', 'local.py,,\\nlocal-1.dist-info/METADATA,,\\nlocal-1.dist-info/WHEEL,,\\nlocal-1.dist-info/RECORD,,\\n')
                    return 'local-1-py3-none-any.whl'
                """);
        requirements = one;
        builder().create(folder.resolve("first"));
        events.clear();

        PythonEnvironment second = builder().create(folder.resolve("second"));

        assertThat(piped()).isTrue();
        assertThat(second.packages()).contains(new InstalledPackage("local", "1"));
    }

    /** All that is there, but for what pip's own run left behind. */
    private static Map<String, String> picture(Path env) throws IOException {
        Map<String, String> picture = TreePicture.of(env);
        picture.keySet().removeIf(path -> path.matches(".*/pip/(.*/)?__pycache__(/.*)?"));
        return picture;
    }

    private boolean piped() {
        boolean piped = events.of(EnvEvent.PackageProgress.class).stream()
                .anyMatch(event -> event.phase() == EnvEvent.Phase.INSTALLING);
        events.clear();
        return piped;
    }

    private EnvBuilder builder() {
        return new EnvBuilder(options().build());
    }

    private EnvOptions.Builder options() {
        return EnvBuilder.options()
                .python(TestPythons.any().executable())
                .installer(Installer.PIP)
                .compile(false)
                .cache(folder.resolve("cache"))
                .time(time)
                .requirements(requirements)
                .listener(events);
    }

    private static Object inode(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
