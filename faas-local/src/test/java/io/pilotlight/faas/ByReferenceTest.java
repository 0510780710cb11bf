package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.FunctionBuilder;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.InvocationException;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ByReferenceTest {
    private final LocalRuntime runtime = LocalRuntime.create();

    @AfterEach
    void close() {
        runtime.close();
    }

    private void deploy(boolean inline, FunctionBuilder function) {
        runtime.deploy((inline ? function.inline() : function).byReference().build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theHandlerHasTheVeryObjectAndSoHasTheCaller(boolean inline) throws Exception {
        List<Object> seen = new ArrayList<>();
        deploy(inline, FunctionDefinition.builder("f", Object.class, (object, context) -> {
            seen.add(object);
            return object;
        }));
        Object notForJson = new Thread("never started");
        Outcome<Object> outcome = runtime.invoke("f", notForJson, Object.class);
        assertThat(outcome.orThrow()).isSameAs(notForJson);
        assertThat(seen).containsExactly(notForJson);
        assertThat(outcome.usage().bytesIn()).isZero();
        assertThat(outcome.usage().bytesOut()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noSizeIsTooLarge(boolean inline) throws Exception {
        deploy(
                inline,
                FunctionDefinition.builder("f", String.class, (text, context) -> text + text)
                        .limits(Limits.builder().payloadBytes(4).build()));
        assertThat(runtime.invoke("f", "longer than that", String.class).orThrow())
                .hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEventAndAnObjectOfAnotherTypeGoByWayOfJson(boolean inline) throws Exception {
        deploy(inline, FunctionDefinition.builder("count", Map.class, (map, context) -> map.size()));
        assertThat(new String(runtime.invoke("count", Event.json("{\"a\": 1}")).orThrow()))
                .isEqualTo("1");
        assertThat(runtime.invoke("count", new Named("x"), Long.class).orThrow())
                .isEqualTo(1L);
        Outcome<Integer> unfit = runtime.invoke("count", "no map", Integer.class);
        assertThat(((Outcome.Failed<Integer>) unfit).failure().kind()).isEqualTo(Failure.Kind.INPUT);
        assertThat(((Outcome.Failed<Integer>) runtime.invoke("count", new Endless(), Integer.class))
                        .failure()
                        .kind())
                .isEqualTo(Failure.Kind.INPUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResultThatIsNotWhatWasAskedForIsAFailure(boolean inline) throws Exception {
        deploy(inline, FunctionDefinition.builder("f", String.class, (text, context) -> new Endless()));
        Outcome<Integer> outcome = runtime.invoke("f", "x", Integer.class);
        assertThat(((Outcome.Failed<Integer>) outcome).failure().kind()).isEqualTo(Failure.Kind.RESULT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void byValueIsTheRuleSoThatATestFindsWhatProductionWouldFind(boolean inline) throws Exception {
        List<String> shared = new ArrayList<>(List.of("a"));
        FunctionBuilder function = FunctionDefinition.builder("f", List.class, (list, context) -> {
            list.clear();
            return list;
        });
        runtime.deploy((inline ? function.inline() : function).build());
        runtime.invoke("f", shared, List.class).orThrow();
        assertThat(shared).containsExactly("a");
        assertThatThrownBy(() -> runtime.invoke("f", new Endless(), Object.class))
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> runtime.invoke("f", 7, Object.class).orThrow())
                .isInstanceOf(InvocationException.class);
    }

    /** What JSON can carry. */
    record Named(String name) {}

    /** What JSON cannot carry. */
    static final class Endless {
        public Endless getSelf() {
            return this;
        }
    }
}
