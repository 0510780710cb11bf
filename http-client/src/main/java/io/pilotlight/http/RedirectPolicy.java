package io.pilotlight.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How far redirects may lead, and what must not travel along. Immutable.
 *
 * <p>What a redirect leads to is the server's choice: where requests are made on somebody's behalf, it should not lead to
 * the network that this machine stands in, nor down from https.
 */
public final class RedirectPolicy {
    private static final List<String> SECRETS = List.of(
            "authorization",
            "proxy-authorization",
            "x-api-key",
            "api-key",
            "x-auth-token",
            "private-token",
            "x-amz-security-token",
            "x-csrf-token");

    /**
     * Thirty redirects, to any host, and what holds secrets stays at home: {@code Authorization} as in requests, and also
     * {@code X-Api-Key}, {@code Api-Key}, {@code X-Auth-Token}, {@code Private-Token}, {@code X-Amz-Security-Token} and
     * {@code X-CSRF-Token}.
     */
    public static final RedirectPolicy DEFAULT =
            new RedirectPolicy(30, Set.copyOf(SECRETS), host -> true, AddressRule.ANY, true);

    private final int max;
    private final Set<String> sensitive;
    private final Predicate<String> hosts;
    private final AddressRule addresses;
    private final boolean downgrade;

    private RedirectPolicy(
            int max, Set<String> sensitive, Predicate<String> hosts, AddressRule addresses, boolean downgrade) {
        this.max = max;
        this.sensitive = sensitive;
        this.hosts = hosts;
        this.addresses = addresses;
        this.downgrade = downgrade;
    }

    /**
     * Returns the same policy with another number of redirects.
     *
     * @param other how many one request may follow, 0 or more
     * @return another policy
     * @throws IllegalArgumentException if the number is negative
     */
    public RedirectPolicy withMax(int other) {
        if (other < 0) {
            throw new IllegalArgumentException("Not a number of redirects: " + other + "; take 0 or more");
        }
        return new RedirectPolicy(other, sensitive, hosts, addresses, downgrade);
    }

    /**
     * Returns the same policy with more header fields that do not follow to another origin.
     *
     * @param names names of header fields, in any case
     * @return another policy
     */
    public RedirectPolicy withSensitive(String... names) {
        Set<String> all = new HashSet<>(sensitive);
        for (String name : names) {
            all.add(name.toLowerCase(Locale.ROOT));
        }
        return new RedirectPolicy(max, Set.copyOf(all), hosts, addresses, downgrade);
    }

    /**
     * Returns the same policy with header fields that follow to every origin. {@code Cookie} never does.
     *
     * @param names names of header fields, in any case
     * @return another policy
     */
    public RedirectPolicy forwarding(String... names) {
        Set<String> all = new HashSet<>(sensitive);
        for (String name : names) {
            all.remove(name.toLowerCase(Locale.ROOT));
        }
        return new RedirectPolicy(max, Set.copyOf(all), hosts, addresses, downgrade);
    }

    /**
     * Returns the same policy for some hosts only. The host of the request itself is not asked for.
     *
     * @param allowed says of a host, in lower case and without a port, whether a redirect may lead there
     * @return another policy
     */
    public RedirectPolicy onlyTo(Predicate<String> allowed) {
        return new RedirectPolicy(max, sensitive, Objects.requireNonNull(allowed, "allowed"), addresses, downgrade);
    }

    /**
     * Returns the same policy without redirects to addresses of this machine, its network, or reserved ones; the addresses that
     * a name has are looked at when it is connected to, so that it cannot change in between.
     *
     * @return another policy
     */
    public RedirectPolicy withoutPrivateAddresses() {
        return new RedirectPolicy(max, sensitive, hosts, AddressRule.PUBLIC, downgrade);
    }

    /**
     * Returns the same policy without redirects from https to http.
     *
     * @return another policy
     */
    public RedirectPolicy withoutDowngrade() {
        return new RedirectPolicy(max, sensitive, hosts, addresses, false);
    }

    int max() {
        return max;
    }

    AddressRule addresses() {
        return addresses;
    }

    /** Says whether a field, in any case, stays at home. */
    boolean isSensitive(String name) {
        return sensitive.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Refuses a target, in words that name it. */
    void check(Url from, String target) {
        if (!target.toLowerCase(Locale.ROOT).startsWith("http")) {
            return; // no transport is mounted for most of these: that is said there
        }
        Url to = Url.parse(target);
        if (!downgrade && from.scheme().equals("https") && !to.scheme().equals("https")) {
            throw refused(target, "is not https; the policy forbids to go down from it");
        }
        if (!hosts.test(to.host())) {
            throw refused(target, "is on a host that the policy does not allow");
        }
    }

    private static RedirectRefusedException refused(String target, String why) {
        return new RedirectRefusedException(
                "Redirect refused: " + Url.shown(target) + " " + why
                        + "; allow it in the RedirectPolicy, or do not follow",
                null);
    }
}
