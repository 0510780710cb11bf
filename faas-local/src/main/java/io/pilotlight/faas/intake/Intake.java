package io.pilotlight.faas.intake;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Invocation;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Gives an event its identity and its time. */
public final class Intake {
    private final Time time;
    private final Supplier<String> identities;

    /** Makes an intake that numbers invocations with random UUIDs. */
    public Intake(Time time) {
        this(time, Intake::randomIdentity);
    }

    Intake(Time time, Supplier<String> identities) {
        this.time = time;
        this.identities = identities;
    }

    /** Takes an event in. */
    public Invocation take(String function, Event event) {
        return new Invocation(identities.get(), function, event, time.now(), time.nanos());
    }

    /** A version 4 UUID; it tells invocations apart and keeps no secret, so the fast generator will do. */
    private static String randomIdentity() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
