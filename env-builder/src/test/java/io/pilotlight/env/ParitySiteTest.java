package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strict parity promises beyond what Python's venv does; that it does what that does is {@link VenvParityTest}'s. */
class ParitySiteTest {
    @TempDir
    private Path folder;

    private final PythonInterpreter python = PythonInterpreter.find();

    @Nested
    class AFolderThatIsThere {
        @Test
        void staysTheSameFolderWhenItIsEmptyOrCleared() throws Exception {
            Path env = Files.createDirectory(
                    folder.resolve("env"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Object key = Files.readAttributes(env, BasicFileAttributes.class).fileKey();

            create(env, options());
            create(env, options().clear(true));

            assertThat(Files.readAttributes(env, BasicFileAttributes.class).fileKey())
                    .isEqualTo(key);
            assertThat(Files.getPosixFilePermissions(env)).hasSize(3);
            assertThat(env.resolve("bin/python")).isExecutable();
            assertThat(names(folder)).containsExactly("env");
        }

        @Test
        void keepsWhatIsInItUntilTheNewOneIsWhole() throws Exception {
            Path env = Files.createDirectory(folder.resolve("env"));
            Files.writeString(env.resolve("mine.txt"), "kept");
            EnvBuilder broken = new EnvBuilder(options().clear(true).build()) {
                @Override
                protected void postSetup(EnvContext context) {
                    throw new IllegalStateException("broken on purpose");
                }
            };

            assertThatThrownBy(() -> broken.create(env)).hasMessage("broken on purpose");

            assertThat(names(env)).containsExactly("mine.txt");
        }

        @Test
        void isNoEnvironmentAsLongAsItIsBeingFilled() throws Exception {
            Path env = Files.createDirectory(folder.resolve("env"));
            List<Boolean> seen = new ArrayList<>();
            EnvBuilder looking = new EnvBuilder(options().build()) {
                @Override
                protected void postSetup(EnvContext context) {
                    seen.add(Files.exists(env.resolve("pyvenv.cfg")) || Files.exists(env.resolve("bin")));
                }
            };

            looking.create(env);

            assertThat(seen).containsExactly(false);
            assertThat(env.resolve("pyvenv.cfg")).exists();
        }

        @Test
        void isMadeWholeAfterAKill() throws Exception {
            Path env = Files.createDirectory(folder.resolve("env"));
            // as a kill leaves it between two of the last moves
            Files.createDirectories(env.resolve(".pyvenv.cfg.pilotlight-0123456789ab/lib"));
            Files.writeString(env.resolve(".pyvenv.cfg.pilotlight-lock"), ".pyvenv.cfg.pilotlight-0123456789ab\n");
            Files.createDirectory(env.resolve("bin"));

            create(env, options());

            assertThat(PythonEnvironment.open(env).version()).isEqualTo(python.version());
            assertThat(names(env)).noneMatch(name -> name.contains("pilotlight"));
        }

        @Test
        void behindALinkIsNotCleared() throws Exception {
            Path real = Files.createDirectory(folder.resolve("real"));
            Files.writeString(real.resolve("thesis.txt"), "years of work");
            Path link = Files.createSymbolicLink(folder.resolve("link"), real);

            assertThatThrownBy(() -> create(link, options().clear(true)))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessage("Unable to create directory '" + link + "'");
            assertThat(real.resolve("thesis.txt")).exists();
        }

        @Test
        void hasNoReceiptOfOursAnyMore() throws Exception {
            Path env = folder.resolve("env");
            create(env, EnvBuilder.options().python(python.executable()).withPip(false));
            assertThat(Receipt.existsIn(env)).isTrue();

            create(env, options());

            assertThat(Receipt.existsIn(env)).isFalse();
        }

        @Test
        void isUsedWhereNothingCanBeWrittenBesideIt() throws Exception {
            Path above = Files.createDirectory(folder.resolve("above"));
            Path env = Files.createDirectory(above.resolve("env"));
            Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("r-xr-xr-x"));
            try {
                assumeTrue(!Files.isWritable(above), "root may write anywhere");

                create(env, options());

                assertThat(env.resolve("pyvenv.cfg")).exists();
            } finally {
                Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    @Test
    void neverCopiesOverAnInterpreterThatALinkLeadsTo() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "another Python");
        Path env = Files.createDirectories(folder.resolve("env/bin")).getParent();
        Path program = env.resolve("bin").resolve(python.executable().getFileName());
        Files.createSymbolicLink(program, precious);

        assertThatThrownBy(() -> create(env, options().symlinks(false)))
                .isInstanceOf(DirectoryException.class)
                .hasMessageStartingWith("Refusing to copy");
        assertThat(precious).hasContent("another Python");
    }

    @Test
    void leavesNothingOfWhatWasNotThere() {
        EnvBuilder broken = new EnvBuilder(options().build()) {
            @Override
            protected void setupScripts(EnvContext context) {
                throw new UncheckedIOException(new IOException("no more space"));
            }
        };

        assertThatThrownBy(() -> broken.create(folder.resolve("env")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("no more space");
        assertThat(folder).isEmptyDirectory();
    }

    private EnvOptions.Builder options() {
        return EnvBuilder.options().python(python.executable()).withPip(false).strictParity(true);
    }

    private static PythonEnvironment create(Path env, EnvOptions.Builder options) {
        return new EnvBuilder(options.build()).create(env);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
