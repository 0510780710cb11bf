package io.pilotlight.http.wire;

/** Hosts as they stand in a URL. */
final class Hosts {
    private Hosts() {}

    /** Returns a host without the brackets of an IPv6 address, and with a zone as the machine writes it. */
    static String bare(String host) {
        if (!host.startsWith("[") || !host.endsWith("]")) {
            return host;
        }
        String address = host.substring(1, host.length() - 1);
        int zone = address.indexOf("%25");
        return zone < 0 ? address : address.substring(0, zone) + "%" + address.substring(zone + 3);
    }

    /** Says whether a host is an address written out, so that no name has to be looked up. */
    static boolean isAddress(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        boolean digits = !host.isEmpty();
        for (int i = 0; i < host.length() && digits; i++) {
            char c = host.charAt(i);
            digits = (c >= '0' && c <= '9') || c == '.';
        }
        return digits;
    }
}
