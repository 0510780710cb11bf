package io.pilotlight.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Says which addresses may be connected to: asked for each address that a name has, before a connection is made.
 *
 * <p>Called on the thread that connects; many at once.
 */
@FunctionalInterface
public interface AddressRule {
    /** Allows every address. */
    AddressRule ANY = address -> true;

    /** Allows what is reachable from everywhere: not this machine, its network, or what is reserved (RFC 6890). */
    AddressRule PUBLIC = address -> address instanceof Inet6Address six
            ? SpecialAddresses.isPublic(six)
            : address instanceof Inet4Address four && SpecialAddresses.isPublic(four.getAddress());

    /**
     * Says whether an address may be connected to.
     *
     * @param address what a name was resolved to
     * @return false to refuse it
     */
    boolean allows(InetAddress address);
}

/** The blocks of the IANA registries of special-purpose addresses. */
final class SpecialAddresses {
    private SpecialAddresses() {}

    static boolean isPublic(Inet6Address address) {
        byte[] a = address.getAddress();
        int first = (a[0] & 0xff) << 8 | (a[1] & 0xff);
        if (first == 0x0064 && a[2] == (byte) 0xff && a[3] == (byte) 0x9b) {
            return isPublic(new byte[] {a[12], a[13], a[14], a[15]}); // NAT64 (RFC 6052)
        }
        if (first == 0x2002) {
            return isPublic(new byte[] {a[2], a[3], a[4], a[5]}); // 6to4 (RFC 3056)
        }
        boolean globalUnicast = (first & 0xe000) == 0x2000;
        boolean teredoAndOthers = first == 0x2001 && (a[2] & 0xfe) == 0;
        boolean documentation = first == 0x2001 && a[2] == 0x0d && a[3] == (byte) 0xb8;
        return globalUnicast && !teredoAndOthers && !documentation;
    }

    static boolean isPublic(byte[] v4) {
        int a = v4[0] & 0xff;
        int b = v4[1] & 0xff;
        int c = v4[2] & 0xff;
        return switch (a) {
            case 0, 10, 127 -> false;
            case 100 -> (b & 0xc0) != 64;
            case 169 -> b != 254;
            case 172 -> (b & 0xf0) != 16;
            case 192 -> !(b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99));
            case 198 -> !((b & 0xfe) == 18 || (b == 51 && c == 100));
            case 203 -> !(b == 0 && c == 113);
            default -> a < 224;
        };
    }
}
