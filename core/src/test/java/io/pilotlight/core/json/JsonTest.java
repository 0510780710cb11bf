package io.pilotlight.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private final Json json = Json.standard();

    record Pet(String name, int age, List<String> tags) {}

    @Nested
    class Writing {
        @Test
        void writesRecordsWithoutBlanks() {
            assertThat(json.text(new Pet("Rex ☃", 3, List.of("a", "b"))))
                    .isEqualTo("{\"name\":\"Rex ☃\",\"age\":3,\"tags\":[\"a\",\"b\"]}");
        }

        @Test
        void writesNullAndScalars() {
            assertThat(json.text(null)).isEqualTo("null");
            assertThat(json.text("x")).isEqualTo("\"x\"");
            assertThat(json.text(1.5)).isEqualTo("1.5");
            assertThat(json.text(new double[] {1, 2.5})).isEqualTo("[1.0,2.5]");
        }

        @Test
        void refusesWhatJsonCannotCarry() {
            for (Object value : new Object[] {
                Double.NaN,
                Float.POSITIVE_INFINITY,
                Map.of("x", Double.NEGATIVE_INFINITY),
                new double[] {Double.NaN},
                new float[] {Float.NaN},
                new Object()
            }) {
                assertThatThrownBy(() -> json.write(value))
                        .isInstanceOf(JsonException.class)
                        .hasMessageContaining(
                                "Cannot write a " + value.getClass().getName());
            }
        }

        @Test
        void refusesACycle() {
            List<Object> self = new ArrayList<>();
            self.add(self);
            assertThatThrownBy(() -> json.write(self)).isInstanceOf(JsonException.class);
        }
    }

    @Nested
    class Reading {
        @Test
        void readsRecordsGenericsAndTrees() {
            assertThat(json.read("{\"name\":\"Rex\",\"age\":3,\"tags\":[]}", Pet.class))
                    .isEqualTo(new Pet("Rex", 3, List.of()));
            assertThat(json.read("[1,2]".getBytes(), new TypeRef<List<Integer>>() {}))
                    .containsExactly(1, 2);
            assertThat(json.read("{\"a\":[true,null]}", Object.class)).isInstanceOf(Map.class);
            assertThat(json.read("7", int.class)).isEqualTo(7);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "{\"a\":1} x", "{} {}", "NaN", "'a'", "{a:1}", "{\"a\":1,\"a\":2}"})
        void refusesWhatIsNoJson(String text) {
            assertThatThrownBy(() -> json.read(text, Object.class)).isInstanceOf(JsonException.class);
        }

        @Test
        void saysWhereTheTextIsWrong() {
            assertThatThrownBy(() -> json.read("{\"a\":\n ?}", Object.class)).hasMessageContaining("line 2, column 2");
        }

        @Test
        void refusesNullWhereAValueIsNeeded() {
            assertThatThrownBy(() -> json.read("null", Pet.class)).isInstanceOf(JsonException.class);
        }
    }

    @Test
    void aTypeRefNeedsItsArgument() {
        @SuppressWarnings("rawtypes")
        class Raw extends TypeRef {}
        assertThatThrownBy(Raw::new).isInstanceOf(IllegalStateException.class);
    }
}
