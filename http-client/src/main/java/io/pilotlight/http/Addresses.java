package io.pilotlight.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Which addresses of a host may be connected to. */
final class Addresses {
    private Addresses() {}

    /** Says whether a host is written as an IP address, IPv6 with or without brackets, IPv4 in any form such as {@code 127.1}. */
    static boolean isLiteral(String host) {
        if (host.isEmpty() || host.indexOf(':') >= 0) {
            return !host.isEmpty();
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Keeps the addresses that are allowed, or says which one is not. */
    static List<InetAddress> allowed(String host, List<InetAddress> all, AddressRule rule)
            throws NetworkFailure.RefusedAddressException {
        List<InetAddress> allowed = new ArrayList<>(all.size());
        for (InetAddress address : all) {
            if (rule.allows(address)) {
                allowed.add(address);
            }
        }
        if (allowed.isEmpty() && !all.isEmpty()) {
            throw new NetworkFailure.RefusedAddressException(host, all.get(0));
        }
        return allowed;
    }

    /**
     * Refuses what no resolver is asked for: an address in the URL itself, and a name that a proxy resolves. What this machine
     * knows of such a name is a guess at what the proxy will find; one that it does not know may pass.
     */
    static void check(PreparedRequest request, String host, SendOptions options) {
        AddressRule rule = options.addresses();
        if (rule == AddressRule.ANY || (options.proxy().kind() == Proxy.Kind.NONE && !isLiteral(host))) {
            return;
        }
        try {
            allowed(host, List.of(InetAddress.getAllByName(host)), rule);
        } catch (NetworkFailure.RefusedAddressException e) {
            throw NetworkFailure.of(e, request, NetworkFailure.Phase.CONNECTING);
        } catch (UnknownHostException e) {
            // the proxy may know it
        }
    }
}
