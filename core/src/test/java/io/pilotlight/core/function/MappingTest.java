package io.pilotlight.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class MappingTest {
    private final List<CompletableFuture<Outcome<Integer>>> begun = new ArrayList<>();

    private CompletableFuture<Outcome<Integer>> begin(int place) {
        assertThat(place).isEqualTo(begun.size());
        CompletableFuture<Outcome<Integer>> one = new CompletableFuture<>();
        begun.add(one);
        return one;
    }

    private static Outcome<Integer> outcome(int value) {
        return new Outcome.Succeeded<>(
                value, Usage.builder("id", "f", Instant.EPOCH).build());
    }

    private static List<Integer> values(CompletableFuture<List<Outcome<Integer>>> result) {
        return result.join().stream().map(Outcome::orThrow).toList();
    }

    @Test
    void beginsAsManyAsItMayAndKeepsTheOrderOfTheInputs() {
        CompletableFuture<List<Outcome<Integer>>> result = Mapping.start(4, 2, this::begin);
        assertThat(begun).hasSize(2);
        begun.get(1).complete(outcome(1));
        assertThat(begun).hasSize(3);
        begun.get(2).complete(outcome(2));
        begun.get(3).complete(outcome(3));
        assertThat(begun).hasSize(4);
        assertThat(result).isNotDone();
        begun.get(0).complete(outcome(0));
        assertThat(values(result)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void needsNoStackForWhatIsOverAtOnce() {
        int many = 200_000;
        CompletableFuture<List<Outcome<Integer>>> result =
                Mapping.start(many, 3, place -> CompletableFuture.completedFuture(outcome(place)));
        assertThat(values(result)).hasSize(many).startsWith(0, 1, 2).endsWith(many - 1);
    }

    @Test
    void nothingGivesAnEmptyList() {
        assertThat(Mapping.start(0, 1, this::begin).join()).isEmpty();
        assertThat(begun).isEmpty();
    }

    @Test
    void cancellingCancelsWhatRunsAndBeginsNothingElse() {
        CompletableFuture<List<Outcome<Integer>>> result = Mapping.start(4, 2, this::begin);
        begun.get(0).complete(outcome(0));
        result.cancel(true);
        assertThat(begun).hasSize(3);
        assertThat(begun.get(0)).isCompletedWithValue(begun.get(0).join());
        assertThat(begun.get(1)).isCancelled();
        assertThat(begun.get(2)).isCancelled();
    }

    @Test
    void anInputThatCannotBeSentEndsAllOfIt() {
        IllegalStateException problem = new IllegalStateException("no JSON");
        CompletableFuture<List<Outcome<Integer>>> result = Mapping.start(4, 1, place -> {
            if (place == 1) {
                throw problem;
            }
            return begin(place);
        });
        begun.get(0).complete(outcome(0));
        assertThatThrownBy(result::join).isInstanceOf(CompletionException.class).hasCause(problem);
        assertThat(begun).hasSize(1);
    }

    @Test
    void refusesAParallelismOfZero() {
        assertThatThrownBy(() -> Mapping.start(1, 0, this::begin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parallelism is 0; it must be 1 or more");
    }
}
