package io.pilotlight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class LineTest {
    @Test
    void everyLineComparesBenchmarksThatAreThere() {
        assertThat(Line.all())
                .flatExtracting(line -> List.of(line.ours(), line.peer()))
                .allSatisfy(measure -> assertThat(benchmarksOf(measure.where())).contains(measure.method()));
    }

    @Test
    void everyBenchmarkIsInALine() {
        Set<String> shown = new HashSet<>();
        Line.all()
                .forEach(line ->
                        shown.addAll(List.of(line.ours().toString(), line.peer().toString())));
        Set<String> written = new HashSet<>();
        for (Class<?> where :
                List.of(WarmInvocation.class, ColdStart.class, WorkerRoundTrip.class, EnvironmentCreation.class)) {
            benchmarksOf(where).forEach(method -> written.add(where.getSimpleName() + "." + method));
        }
        assertThat(shown).isEqualTo(written);
    }

    @Test
    void noTwoLinesHaveTheSameName() {
        assertThat(Line.all()).extracting(Line::name).doesNotHaveDuplicates();
    }

    private static List<String> benchmarksOf(Class<?> where) {
        return Stream.of(where.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> method.getName())
                .toList();
    }
}
