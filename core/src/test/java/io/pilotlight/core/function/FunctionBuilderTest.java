package io.pilotlight.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionBuilderTest {
    private static FunctionBuilder typed() {
        return FunctionDefinition.builder("f", String.class, (s, context) -> s);
    }

    @Nested
    class Declaring {
        @Test
        void nothingMoreThanAHandlerSharesAllThatIsEmpty() {
            FunctionDefinition plain = typed().build();
            assertThat(plain.version()).isEmpty();
            assertThat(plain.retry()).isSameAs(RetryPolicy.none());
            assertThat(plain.limits()).isSameAs(Limits.defaults());
            assertThat(List.<Map<?, ?>>of(plain.variables(), plain.tags(), plain.aliases()))
                    .allSatisfy(map -> assertThat(map).isSameAs(Map.of())); // a hundred thousand functions share it
            assertThat(plain.byReference()).isFalse();
            assertThat(plain).hasToString("FunctionDefinition[f]");
        }

        @Test
        void everythingIsKept() {
            FunctionDefinition full = typed().version("2.0-rc_1")
                    .alias("live")
                    .alias("next", 0.5)
                    .tag("team", "a")
                    .tags(Map.of("tier", "gold"))
                    .retry(RetryPolicy.lambda())
                    .byReference()
                    .build();
            assertThat(full.version()).contains("2.0-rc_1");
            assertThat(full.aliases()).containsOnly(Map.entry("live", 1.0), Map.entry("next", 0.5));
            assertThat(full.tags()).containsOnly(Map.entry("team", "a"), Map.entry("tier", "gold"));
            assertThat(full.retry()).isEqualTo(RetryPolicy.lambda());
            assertThat(full.byReference()).isTrue();
            assertThat(full).hasToString("FunctionDefinition[f:2.0-rc_1]");
        }
    }

    @Nested
    class Refusing {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "latest",
                    "a b",
                    "a:b",
                    "a/b",
                    "12345678901234567890123456789012345678901234567890123456789012345"
                })
        void versionsThatAreNone(String version) {
            assertThatThrownBy(() -> typed().version(version))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Not a version: '" + version + "'");
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
        void sharesOutOfTheirRange(double share) {
            assertThatThrownBy(() -> typed().alias("live", share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("The share of alias 'live' is " + share);
        }

        @Test
        void blankTags() {
            assertThatThrownBy(() -> typed().tag(" ", "a")).hasMessageContaining("The key of tag 'a' is blank");
        }

        @Test
        void inlineFunctionsThatWouldNeedAThread() {
            assertThatThrownBy(
                            () -> typed().inline().retry(RetryPolicy.lambda()).build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'f' cannot run inline and be tried again");
            assertThatThrownBy(() -> typed().inline()
                            .limits(Limits.builder().minimumWorkers(2).build())
                            .build())
                    .hasMessageContaining("'f' cannot run inline and keep 2 workers");
            assertThat(typed().inline().retry(RetryPolicy.none()).build().inline())
                    .isTrue();
        }

        @Test
        void referencesWhereOnlyBytesGo() {
            FunctionBuilder raw = FunctionDefinition.raw("f", (event, context) -> event.body());
            FunctionBuilder program = FunctionDefinition.builder("f", new Nowhere(), Path.of("."), "app.handle");
            for (FunctionBuilder bytes : List.of(raw, program)) {
                assertThatThrownBy(() -> bytes.byReference().build())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("'f' cannot take objects by reference");
            }
        }
    }

    @Nested
    class Limiting {
        @Test
        void reservesNothingAndKeepsNoWorkerUnlessToldTo() {
            assertThat(Limits.defaults().minimumWorkers()).isZero();
            assertThat(Limits.defaults().reservedConcurrency()).isEmpty();
            Limits limits =
                    Limits.builder().reservedConcurrency(5).minimumWorkers(5).build();
            assertThat(limits.reservedConcurrency()).hasValue(5);
            assertThat(limits.toBuilder().timeout(Duration.ofSeconds(1)).build().minimumWorkers())
                    .isEqualTo(5);
            assertThat(Limits.builder().reservedConcurrency(0).build().reservedConcurrency())
                    .hasValue(0);
        }

        @Test
        void refusesWhatCannotBeUsed() {
            assertThatThrownBy(() -> Limits.builder().minimumWorkers(11).build())
                    .hasMessage("Limit minimumWorkers is 11; it must be 0 to what may run at once, which is 10");
            assertThatThrownBy(() -> Limits.builder()
                            .reservedConcurrency(3)
                            .minimumWorkers(4)
                            .build())
                    .hasMessageContaining("minimumWorkers is 4");
            assertThatThrownBy(() -> Limits.builder().reservedConcurrency(11).build())
                    .hasMessage(
                            "Limit reservedConcurrency is 11; it must be 0 to maximumConcurrency, which is 10; raise that, too");
            assertThatThrownBy(() -> Limits.builder().reservedConcurrency(-1).build())
                    .hasMessageContaining("reservedConcurrency is -1");
        }
    }

    /** An environment that is never used. */
    private record Nowhere() implements Environment {
        @Override
        public Language language() {
            return Language.PYTHON;
        }

        @Override
        public Path directory() {
            return Path.of("nowhere");
        }

        @Override
        public Path interpreter() {
            return Path.of("nowhere", "python");
        }

        @Override
        public String version() {
            return "";
        }

        @Override
        public Map<String, String> variables() {
            return Map.of();
        }

        @Override
        public List<String> unsetVariables() {
            return List.of();
        }

        @Override
        public ProcessBuilder process(List<String> command) {
            return new ProcessBuilder(command);
        }
    }
}
