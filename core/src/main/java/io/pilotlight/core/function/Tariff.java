package io.pilotlight.core.function;

import java.time.Duration;

/**
 * Says what an invocation is charged for.
 *
 * <p>It is asked once for each invocation that was let in, when that is settled, on the thread that settles it: so it must be
 * quick, and safe for use by many threads. It is not asked about what was rejected: that costs nothing. What it throws is
 * logged, and the invocation is charged {@linkplain #perMillisecond per millisecond}.
 */
@FunctionalInterface
public interface Tariff {

    /**
     * Charges for an invocation.
     *
     * @param usage what the invocation took; {@link Usage#charge} is still the one per millisecond, and can be built upon
     * @return what is to be paid
     */
    Charge charge(Usage usage);

    /**
     * Charges for the time that the handler ran, rounded up to the millisecond, without a price.
     *
     * @return the tariff that holds where none is set
     */
    static Tariff perMillisecond() {
        return PerMillisecond.TARIFF;
    }

    /**
     * Charges for memory times time, as AWS Lambda does: a cold start's {@link Usage#init} and {@link Usage#run} together,
     * rounded up to the millisecond, times the configured memory; and for each request.
     *
     * <p>Lambda bills the memory that a function is given, not what it uses; here, too, it is what the embedder states, and
     * nothing that was measured. The init phase is billed since 1 August 2025 ("AWS Lambda standardizes billing for INIT
     * Phase", AWS Compute Blog). That the sum is rounded, not its parts, is how Lambda's REPORT lines come out.
     *
     * @param configuredMemoryBytes the memory that is billed; a gigabyte is 1,024 MB of 1,048,576 bytes
     * @param pricePerGigabyteSecond in any currency
     * @param pricePerRequest in the same currency
     * @return the tariff
     * @throws IllegalArgumentException if there is no memory, or a price is below zero or not finite
     */
    static Tariff gigabyteSeconds(long configuredMemoryBytes, double pricePerGigabyteSecond, double pricePerRequest) {
        return new GigabyteSeconds(configuredMemoryBytes, pricePerGigabyteSecond, pricePerRequest);
    }

    /**
     * Charges what AWS Lambda charges: 0.0000166667 USD per gigabyte-second and 0.20 USD per million requests.
     *
     * <p>The list price of x86 functions in US East (N. Virginia), first tier, without the free tier
     * (<a href="https://aws.amazon.com/lambda/pricing/">aws.amazon.com/lambda/pricing</a>).
     *
     * @param configuredMemoryBytes the memory that the function would be given; not what it uses
     * @return the tariff, in USD
     * @throws IllegalArgumentException if there is no memory
     * @see #gigabyteSeconds
     */
    static Tariff lambda(long configuredMemoryBytes) {
        return gigabyteSeconds(configuredMemoryBytes, 0.0000166667, 0.20 / 1_000_000);
    }
}

/** The run time, per started millisecond. */
final class PerMillisecond implements Tariff {
    static final Tariff TARIFF = new PerMillisecond();
    private static final long NANOS_PER_MILLI = 1_000_000;

    private PerMillisecond() {}

    @Override
    public Charge charge(Usage usage) {
        return Charge.of(started(usage.runNanos()));
    }

    /** Rounds up to the millisecond. */
    static Duration started(long nanos) {
        return Duration.ofMillis(nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1));
    }
}

/** Configured memory times time, and each request. */
record GigabyteSeconds(long memoryBytes, double pricePerGigabyteSecond, double pricePerRequest) implements Tariff {
    private static final double BYTES_PER_GIGABYTE = 1L << 30;

    GigabyteSeconds {
        if (memoryBytes < 1) {
            throw new IllegalArgumentException(
                    "Configured memory is " + memoryBytes + " bytes; state what is to be billed, 1 or more");
        }
        requirePrice(pricePerGigabyteSecond, "gigabyte-second");
        requirePrice(pricePerRequest, "request");
    }

    @Override
    public Charge charge(Usage usage) {
        long nanos = usage.coldStart() ? usage.initNanos() + usage.runNanos() : usage.runNanos();
        Duration billed = PerMillisecond.started(nanos);
        double gigabyteSeconds = memoryBytes / BYTES_PER_GIGABYTE * billed.toMillis() / 1_000;
        return new Charge(billed, gigabyteSeconds, gigabyteSeconds * pricePerGigabyteSecond + pricePerRequest);
    }

    private static void requirePrice(double price, String unit) {
        if (!(price >= 0 && price < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The price per " + unit + " is " + price + "; it must be zero or more, and finite");
        }
    }
}
