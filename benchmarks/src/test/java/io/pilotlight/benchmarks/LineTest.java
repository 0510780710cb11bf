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
        Set<Class<?>> places = new HashSet<>();
        for (Line line : Line.all()) {
            for (Measure measure : List.of(line.ours(), line.peer())) {
                shown.add(measure.benchmark());
                places.add(measure.where());
            }
        }
        Set<String> written = new HashSet<>();
        for (Class<?> where : places) {
            benchmarksOf(where).forEach(method -> written.add(where.getSimpleName() + "." + method));
        }
        assertThat(shown).isEqualTo(written);
    }

    @Test
    void bothSidesOfALineCountTheSame() {
        assertThat(Line.all()).allSatisfy(line -> assertThat(line.ours().quantity())
                .isEqualTo(line.peer().quantity()));
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
