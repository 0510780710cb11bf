package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments with a lock file; downloads a small package. */
class LockFileTest {
    @TempDir
    private Path folder;

    private final EventLog events = new EventLog();
    private Path requirements;
    private Path lock;

    @BeforeEach
    void writeRequirements() throws Exception {
        requirements = Files.writeString(folder.resolve("requirements.txt"), "six>=1.16,<1.17  # any\n");
        lock = folder.resolve("requirements.lock");
    }

    @Test
    void isWrittenOnceAndThenDecides() throws Exception {
        Path env = folder.resolve("env");
        create(env);

        String text = Files.readString(lock);
        assertThat(text)
                .contains(
                        "six==1.16.0 \\\n    --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254\n");

        create(env);
        assertThat(events.all()).last().isEqualTo(new EnvEvent.UpToDate(env));

        Files.writeString(requirements, "# another remark\nsix>=1.16,<1.17\n");
        events.clear();
        builder(options().locked(true)).create(folder.resolve("from the lock"));
        assertThat(events.of(EnvEvent.PackageProgress.class))
                .as("it is in the store")
                .allMatch(event -> event.phase() == EnvEvent.Phase.INSTALLED);
        assertThat(lock).hasContent(text);

        Files.writeString(requirements, "idna==3.10\n");
        assertThatThrownBy(() -> builder(options().locked(true)).create(env))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining("was made of other requirements")
                .hasMessageContaining(lock.toString());
        create(env);
        assertThat(lock).content().contains("idna==3.10").doesNotContain("six");
    }

    @Test
    void aHashThatIsWrongIsRefused() throws Exception {
        create(folder.resolve("env"));
        Files.writeString(
                lock, Files.readString(lock).replaceFirst("--hash=sha256:[0-9a-f]{8}", "--hash=sha256:00000000"));

        assertThatThrownBy(() -> create(folder.resolve("other")))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining("HASH");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void mustBeThereIfTheOptionsSaySo() {
        assertThatThrownBy(() -> builder(options().locked(true)).create(folder.resolve("env")))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> EnvBuilder.options().locked(true).build()).isInstanceOf(OptionException.class);
    }

    private void create(Path env) {
        builder(options()).create(env);
    }

    private static EnvBuilder builder(EnvOptions.Builder options) {
        return new EnvBuilder(options.build());
    }

    private EnvOptions.Builder options() {
        return EnvBuilder.options()
                .python(TestPythons.any().executable())
                .installer(Installer.PIP)
                .compile(false)
                .cache(folder.resolve("cache"))
                .requirements(requirements)
                .lock(lock)
                .listener(events);
    }
}
