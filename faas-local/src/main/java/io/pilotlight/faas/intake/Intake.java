package io.pilotlight.faas.intake;

import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Attempt;
import io.pilotlight.faas.flow.Input;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Reply;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives an event its identity and its time. */
public final class Intake {
    private static final long ANCHOR_NANOS = 1_000_000_000;

    private final Time time;
    private final Supplier<String> identities;

    private volatile @Nullable Anchor anchor;

    /** Makes an intake that numbers invocations with random UUIDs. */
    public Intake(Time time) {
        this(time, Intake::randomIdentity);
    }

    Intake(Time time, Supplier<String> identities) {
        this.time = time;
        this.identities = identities;
    }

    /** Makes an intake whose numbers are the same each time for the same seed. */
    public static Intake seeded(Time time, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Intake(time, () -> {
            synchronized (random) {
                return identity(random.nextLong(), random.nextLong());
            }
        });
    }

    /** Gives an event its identity, which it keeps however often it is tried. */
    public String identity() {
        return identities.get();
    }

    /** Takes an event in, for the first time or again. */
    public Invocation take(Attempt attempt, String function, Input input, Reply reply) {
        long nanos = time.nanos();
        return new Invocation(attempt, function, input, reply, clock(nanos), nanos);
    }

    /** Reads the clock on the wall once a second at most, and counts from there: to read it takes longer than to count. */
    private Instant clock(long nanos) {
        Anchor last = anchor;
        if (last == null || nanos - last.nanos() > ANCHOR_NANOS) {
            last = new Anchor(time.now(), nanos);
            anchor = last;
        }
        return last.at().plusNanos(nanos - last.nanos());
    }

    /** It tells invocations apart and keeps no secret, so the fast generator will do. */
    private static String randomIdentity() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return identity(random.nextLong(), random.nextLong());
    }

    /** A version 4 UUID. */
    private static String identity(long high, long low) {
        return new UUID((high & ~0xF000L) | 0x4000L, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
                .toString();
    }

    /** What the clock on the wall showed at a moment of elapsed time. */
    private record Anchor(Instant at, long nanos) {}
}
