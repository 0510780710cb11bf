package io.pilotlight.core.function;

import java.time.Duration;
import java.util.Objects;

/**
 * What is to be paid, for one invocation or for many, as a {@link Tariff} says.
 *
 * @param billed the time to be paid for, as the tariff rounds it
 * @param gigabyteSeconds the time to be paid for times the configured memory, in gigabytes of 1,024 MB; zero if the tariff
 *     does not go by memory. It is no measured figure
 * @param price what it costs, in the currency of the tariff; zero if the tariff has no price. A sum of a thousand million
 *     prices is right to seven digits at least: enough for an estimate, not for an invoice
 */
public record Charge(Duration billed, double gigabyteSeconds, double price) {
    /** Nothing to be paid. */
    public static final Charge NONE = new Charge(Duration.ZERO, 0, 0);

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one of them is below zero, or not finite
     */
    public Charge {
        Objects.requireNonNull(billed, "billed");
        if (billed.isNegative()) {
            throw new IllegalArgumentException("Charge billed is " + billed + "; it must be zero or more");
        }
        requireNotNegative(gigabyteSeconds, "gigabyteSeconds");
        requireNotNegative(price, "price");
    }

    /**
     * Makes a charge for a time that has no price.
     *
     * @param billed the time to be paid for
     * @return the charge
     * @throws IllegalArgumentException if the time is below zero
     */
    public static Charge of(Duration billed) {
        return new Charge(billed, 0, 0);
    }

    /**
     * Adds another charge of the same tariff.
     *
     * @param other what is to be paid, too
     * @return the sum of both
     */
    public Charge plus(Charge other) {
        return new Charge(billed.plus(other.billed), gigabyteSeconds + other.gigabyteSeconds, price + other.price);
    }

    private static void requireNotNegative(double value, String name) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Charge " + name + " is " + value + "; it must be zero or more, and finite");
        }
    }
}
