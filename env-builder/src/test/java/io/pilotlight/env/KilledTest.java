package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Java virtual machines that make environments, killed at moments by chance: what is at its path is whole, and whoever comes
 * next finds nothing in the way.
 *
 * <p>By default each way of making is killed a few times; {@code -Dpilotlight.kills=N} asks for N in all.
 */
@Timeout(900)
class KilledTest {
    private static final int KILLS = Integer.getInteger("pilotlight.kills", 12);
    private static final long SEED = Long.getLong("pilotlight.kills.seed", 20_261_122L);
    private static final String READY = "ready";

    @TempDir
    private Path folder;

    /** What the machine that is killed does again and again, and how long it is left to it at most. */
    enum Making {
        /** Environments without pip, one after the other. */
        PLAIN(20_000),
        /** Environments with pip, from a store that has it. */
        LINKED(150_000),
        /** Environments with pip, each with a store of its own, which is empty. */
        STORED(1_500_000),
        /** The same environment with pip, made of other things each time. */
        REPLACED(150_000);

        private final int mostMicros;

        Making(int mostMicros) {
            this.mostMicros = mostMicros;
        }

        /** Makes the environment of a number, in the killed machine and after it. */
        PythonEnvironment make(Path python, Path folder, int number) {
            EnvOptions.Builder options = EnvBuilder.options().python(python).withPip(this != PLAIN);
            Path cache = folder.resolveSibling("cache-" + this);
            options.cache(this == STORED ? cache.resolve(String.valueOf(number)) : cache);
            if (this == REPLACED) {
                options.prompt("number " + number);
            }
            return new EnvBuilder(options.build()).create(path(folder, number));
        }

        Path path(Path folder, int number) {
            return folder.resolve(this == REPLACED ? "env" : "env-" + number);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesWholeEnvironmentsOrNone(Making making) throws Exception {
        Path python = TestPythons.any().executable();
        Random random = new Random(SEED + making.ordinal());
        int kills = Math.max(1, KILLS / Making.values().length);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Void>> killings = new ArrayList<>();
            for (int kill = 0; kill < kills; kill++) {
                Path place = folder.resolve(making + "-" + kill);
                int micros = random.nextInt(making.mostMicros);
                killings.add(() -> {
                    killOne(making, python, place, micros);
                    return null;
                });
            }
            for (Future<Void> killing : threads.invokeAll(killings)) {
                killing.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void killOne(Making making, Path python, Path place, int micros) throws Exception {
        Files.createDirectories(place);
        Process machine = BuildMain.process(Maker.class, making.name(), python.toString(), place.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(machine.getInputStream(), StandardCharsets.UTF_8))) {
            said.add(String.valueOf(lines.readLine()));
            boolean ended = machine.waitFor(micros, TimeUnit.MICROSECONDS);
            assertThat(ended).as("it makes environments until it is killed").isFalse();
            // by its handle: what it has said can still be read
            machine.toHandle().destroyForcibly();
            lines.lines().forEach(said::add);
        }
        assertThat(said.get(0)).isEqualTo(READY);
        int next = said.size() - 1;
        List<Path> found = environments(place);
        assertThat(found.size()).as("made, and told or not").isBetween(Math.min(1, next), next + 1);
        for (Path environment : found) {
            assertWhole(PythonEnvironment.open(environment));
        }
        assertWhole(making.make(python, place, next));
        assertThat(names(place))
                .as("nothing is left beside what the next maker made, %s us after the start", micros)
                .noneMatch(
                        name -> name.startsWith("." + making.path(place, next).getFileName() + ".pilotlight-"));
    }

    private static void assertWhole(PythonEnvironment environment) {
        assertThat(environment.check(CheckDepth.FULL))
                .as(environment.toString())
                .isEmpty();
    }

    private static List<Path> environments(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(path -> String.valueOf(path.getFileName()).startsWith("env"))
                    .toList();
        }
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }

    /** Makes environments and tells of each, until it is killed. */
    static final class Maker {
        private Maker() {}

        public static void main(String[] arguments) {
            Making making = Making.valueOf(arguments[0]);
            Path python = Path.of(arguments[1]);
            Path place = Path.of(arguments[2]);
            // classes are loaded, and the store is filled, before it counts
            Path before = place.resolveSibling("before-" + place.getFileName());
            making.make(python, before.resolve("place"), 0);
            System.out.println(READY);
            for (int number = 0; ; number++) {
                making.make(python, place, number);
                System.out.println(number);
            }
        }
    }
}
