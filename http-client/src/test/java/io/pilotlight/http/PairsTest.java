package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairsTest {
    private final Pairs.Builder pairs = new Pairs.Builder();

    @ParameterizedTest
    @CsvSource({"a b+c~*, a+b%2Bc~%2A", "\u2603, %E2%98%83", "a&b=c, a%26b%3Dc", "-._~, -._~", "'', ''"})
    void encodesAsAFormDoes(String value, String encoded) {
        pairs.add("q", value);
        assertThat(pairs.build().encoded()).isEqualTo("q=" + encoded);
    }

    @Test
    void keepsOrderAndRepeats() {
        pairs.add("a", 1);
        pairs.add("b", true);
        pairs.add("a", 3);
        assertThat(pairs.build().encoded()).isEqualTo("a=1&b=true&a=3");
    }

    @Test
    void repeatsTheNameForEachEntryAndDropsNulls() {
        pairs.add("a", Arrays.asList("1", null, "2"));
        pairs.add("b", null);
        pairs.add("c", List.of());
        pairs.add("d", new Object[] {3, null});
        assertThat(pairs.build().encoded()).isEqualTo("a=1&a=2&d=3");
    }

    @Test
    void areReplacedByNameAndTakenOutByNull() {
        pairs.add("a", List.of(1, 2));
        pairs.add("b", 3);
        pairs.add("A", 4);
        Pairs.Builder top = new Pairs.Builder();
        top.add("a", 9);
        top.add("b", null);
        assertThat(pairs.build().overriddenBy(top.build()).encoded()).isEqualTo("A=4&a=9");
    }
}
