package io.pilotlight.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = VirtualTime.startingAt(Instant.EPOCH);
    private final List<String> log = new ArrayList<>();

    @Test
    void standsStillUntilItIsMoved() {
        time.schedule(Duration.ZERO, () -> log.add("ran"));
        assertThat(time.now()).isEqualTo(Instant.EPOCH);
        assertThat(log).isEmpty();
        time.advance(Duration.ZERO);
        assertThat(log).containsExactly("ran");
    }

    @Test
    void runsWhatFallsDueInOrderAndAtItsInstant() {
        time.schedule(Duration.ofMinutes(2), () -> log.add("c " + time.now()));
        time.schedule(Duration.ofMinutes(1), () -> log.add("a " + time.now()));
        time.schedule(Duration.ofMinutes(1), () -> log.add("b " + time.now()));
        time.schedule(Duration.ofMinutes(9), () -> log.add("later"));
        time.advance(Duration.ofMinutes(5));
        assertThat(log).containsExactly("a 1970-01-01T00:01:00Z", "b 1970-01-01T00:01:00Z", "c 1970-01-01T00:02:00Z");
        assertThat(time.now()).isEqualTo(Instant.EPOCH.plusSeconds(300));
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void runsWhatAnActionSchedulesOnTheWay() {
        time.schedule(Duration.ofHours(1), new Runnable() {
            @Override
            public void run() {
                log.add("tick");
                time.schedule(Duration.ofHours(1), this);
            }
        });
        time.advance(Duration.ofHours(6));
        assertThat(log).hasSize(6);
    }

    @Test
    void forgetsWhatIsCancelled() {
        Scheduled action = time.schedule(Duration.ofSeconds(1), () -> log.add("no"));
        assertThat(action.cancel()).isTrue();
        assertThat(action.cancel()).isFalse();
        time.advance(Duration.ofSeconds(2));
        assertThat(log).isEmpty();
    }

    @Test
    void goesOnAfterAnActionThatThrows() {
        time.schedule(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("on purpose");
        });
        time.schedule(Duration.ofSeconds(2), () -> log.add("still here"));
        time.advance(Duration.ofSeconds(3));
        assertThat(log).containsExactly("still here");
    }

    @Test
    void takesDelaysBeyondWhatNanosecondsCanCount() {
        time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> log.add("too far"));
        time.advance(Duration.ofDays(365 * 100));
        time.schedule(Duration.ofDays(365 * 250), () -> log.add("too far, too"));
        time.advance(Duration.ofDays(1));
        assertThat(log).isEmpty();
        assertThat(time.pending()).isEqualTo(2);
    }

    @Test
    void refusesToRunBackwardsOrInsideItself() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        time.schedule(Duration.ZERO, () -> {
            try {
                time.advance(Duration.ZERO);
            } catch (IllegalStateException e) {
                log.add("refused");
            }
        });
        time.advance(Duration.ZERO);
        assertThat(log).containsExactly("refused");
    }
}
