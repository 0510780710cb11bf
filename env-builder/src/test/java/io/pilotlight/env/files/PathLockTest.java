package io.pilotlight.env.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathLockTest {
    private static final int THREADS = 3;
    private static final int ROUNDS = 150;

    @TempDir
    private Path folder;

    @Test
    void isHeldByOneThreadOfOneProcessAtATimeAndLeavesNoFile() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Contender.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start());
        }
        Contender.contend(folder);

        for (Process process : processes) {
            String said = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor()).as(said).isZero();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesTheThreadThatHoldsIt() throws Exception {
        Path file = folder.resolve("lock");

        PathLock.holding(file, () -> {}, notes -> assertThatThrownBy(() -> PathLock.holding(file, () -> {}, more -> {}))
                .hasMessageContaining("locked by this very thread"));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsNotesForTheNextHolderWhereTheyAreKept() throws Exception {
        Path file = folder.resolve("lock");
        PathLock.holding(file, () -> {}, notes -> {
            notes.add("first");
            notes.keep();
        });
        PathLock.holding(file, () -> {}, notes -> {
            assertThat(notes.left()).containsExactly("first");
            notes.add("second \u00e9");
            notes.keep();
        });
        PathLock.holding(file, () -> {}, notes -> assertThat(notes.left()).containsExactly("first", "second \u00e9"));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void passesOverALineThatAKillCutOff() throws Exception {
        Path file = Files.writeString(folder.resolve("lock"), "whole\ncut of");

        PathLock.holding(file, () -> {}, notes -> assertThat(notes.left()).containsExactly("whole"));
    }

    /** Takes the lock many times, with many threads; whoever has it must be alone with a file. */
    static final class Contender {
        private Contender() {}

        public static void main(String[] arguments) throws Exception {
            contend(Path.of(arguments[0]));
        }

        static void contend(Path folder) throws Exception {
            Path alone = folder.resolve("alone");
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> contenders = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                contenders.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        PathLock.holding(folder.resolve("lock"), () -> {}, notes -> {
                            assertThat(notes.left()).isEmpty();
                            notes.add("a line");
                            Files.createFile(alone);
                            Files.delete(alone);
                        });
                    }
                    return null;
                }));
            }
            threads.shutdown();
            for (Future<?> contender : contenders) {
                contender.get();
            }
        }
    }
}
