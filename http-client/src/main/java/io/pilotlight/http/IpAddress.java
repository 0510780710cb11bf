package io.pilotlight.http;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses as URLs and NO_PROXY write them: no name is ever looked up. */
final class IpAddress {
    private static final Pattern V4_PART = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern V6_GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    private IpAddress() {}

    /** Reads an address, an IPv6 one with or without brackets and zone; null if the text is none. */
    static byte @Nullable [] parse(String text) {
        boolean brackets = text.startsWith("[") && text.endsWith("]");
        String bare = brackets ? text.substring(1, text.length() - 1) : text;
        if (bare.indexOf(':') < 0) {
            return brackets ? null : v4(bare);
        }
        int zone = bare.indexOf('%');
        return v6(zone < 0 ? bare : bare.substring(0, zone));
    }

    /** Says whether the first bits of two addresses are the same; addresses of two kinds never are. */
    static boolean sameNetwork(byte[] a, byte[] b, int bits) {
        if (a.length != b.length || bits > a.length * 8) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(a, 0, whole, b, 0, whole)) {
            return false;
        }
        int mask = (0xff00 >> (bits % 8)) & 0xff;
        return mask == 0 || (a[whole] & mask) == (b[whole] & mask);
    }

    private static byte @Nullable [] v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] address = new byte[4];
        for (int i = 0; i < parts.length; i++) {
            if (!V4_PART.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return address;
    }

    private static byte @Nullable [] v6(String text) {
        int gap = text.indexOf("::");
        byte[] address = new byte[GROUPS * 2];
        if (gap < 0) {
            byte @Nullable [] all = groups(text);
            return all == null || all.length != address.length ? null : all;
        }
        byte @Nullable [] front = groups(text.substring(0, gap));
        byte @Nullable [] back = groups(text.substring(gap + 2));
        if (front == null || back == null || front.length + back.length > address.length - 2) {
            return null;
        }
        System.arraycopy(front, 0, address, 0, front.length);
        System.arraycopy(back, 0, address, address.length - back.length, back.length);
        return address;
    }

    /** Reads groups between colons, the last of which may be an IPv4 address. */
    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] groups = text.split(":", -1);
        byte[] octets = new byte[(groups.length + 1) * 2];
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            if (V6_GROUP.matcher(groups[i]).matches()) {
                int group = Integer.parseInt(groups[i], 16);
                octets[length++] = (byte) (group >> 8);
                octets[length++] = (byte) group;
                continue;
            }
            byte @Nullable [] v4 = i == groups.length - 1 ? v4(groups[i]) : null;
            if (v4 == null) {
                return null;
            }
            System.arraycopy(v4, 0, octets, length, v4.length);
            length += v4.length;
        }
        return Arrays.copyOf(octets, length);
    }
}
