package io.pilotlight.core.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serial;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void describesWhatWasThrown() {
        Failure failure = Failure.of(Failure.Kind.HANDLER, new IllegalStateException("why"));
        assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failure.message()).isEqualTo("why");
        assertThat(failure.stack()).first().asString().contains("describesWhatWasThrown");
    }

    @Test
    void describesEvenWhatCannotDescribeItself() {
        Failure failure = Failure.of(Failure.Kind.HANDLER, new Mute());
        assertThat(failure.type()).endsWith("Mute");
        assertThat(failure.message()).contains("java.lang.IllegalStateException");
        assertThat(failure.cause()).containsInstanceOf(Mute.class);
    }

    private static final class Mute extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("not even this");
        }
    }
}
