package io.pilotlight.http.wire;

import java.net.InetAddress;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What holds for one exchange.
 *
 * @param waits how long to wait
 * @param limits how long a head may be
 * @param addresses must hold for an address of the host before it is connected to; not asked about a proxy's own address,
 *     nor about a host that the proxy looks up, unless that is written as an address
 * @param onCancel takes what ends the exchange at once, on any thread; it does nothing once the exchange is over
 */
public record WireOptions(
        Waits waits, HeadLimits limits, Predicate<InetAddress> addresses, Consumer<Runnable> onCancel) {

    /** Refuses nulls. */
    public WireOptions {
        Objects.requireNonNull(waits, "waits");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(addresses, "addresses");
        Objects.requireNonNull(onCancel, "onCancel");
    }
}
