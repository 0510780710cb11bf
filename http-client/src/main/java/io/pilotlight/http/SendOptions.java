package io.pilotlight.http;

import java.util.Objects;

/**
 * How one request is to be carried, as its session and the request itself say, for this hop.
 *
 * @param timeouts how long to wait; {@code total} is what is left for this hop, its body included
 * @param tls whom to trust, and who one is
 * @param proxy through what to go; {@link Proxy#NONE} for nothing
 * @param limits how much of the answer to take
 * @param addresses where to connect to
 * @param streamed whether the body is handed on as it arrives, in place of being read into memory
 * @param cancellation tells when nobody wants the answer any more
 */
public record SendOptions(
        Timeouts timeouts,
        Tls tls,
        Proxy proxy,
        Limits limits,
        AddressRule addresses,
        boolean streamed,
        Cancellation cancellation) {
    /** The options of a session that was told nothing. */
    public static final SendOptions DEFAULT = new SendOptions(
            Timeouts.DEFAULT, Tls.DEFAULT, Proxy.NONE, Limits.DEFAULT, AddressRule.ANY, false, Cancellation.NEVER);

    /** Refuses nulls. */
    public SendOptions {
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(proxy, "proxy");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(addresses, "addresses");
        Objects.requireNonNull(cancellation, "cancellation");
    }

    /**
     * Returns the same options with other timeouts.
     *
     * @param other how long to wait
     * @return other options
     */
    public SendOptions withTimeouts(Timeouts other) {
        return new SendOptions(other, tls, proxy, limits, addresses, streamed, cancellation);
    }
}
