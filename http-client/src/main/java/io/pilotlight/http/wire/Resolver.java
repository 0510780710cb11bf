package io.pilotlight.http.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface Resolver {
    /** Asks as the machine is set up to. */
    Resolver SYSTEM = InetAddress::getAllByName;

    /**
     * Finds the addresses of a host.
     *
     * @param host a name, or an address as text
     * @return at least one, in the order in which to try them
     * @throws UnknownHostException if there is none
     */
    InetAddress[] addresses(String host) throws UnknownHostException;
}
