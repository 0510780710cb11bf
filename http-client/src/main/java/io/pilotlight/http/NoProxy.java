package io.pilotlight.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked without a proxy: the rules of a {@code NO_PROXY}.
 *
 * <p>Commas and blanks stand between the rules. {@code *} is everything; a name is that host and all below it, with or without
 * {@code .} or {@code *.} in front; an address is itself, however it is written; an address with a slash and a number of bits is
 * a network; a port behind a name or an address narrows it. What is none of these matches nothing, as in curl.
 */
final class NoProxy {
    private static final Pattern RULE = Pattern.compile("(\\[[^\\]]*]|[^:]*)(?::([0-9]{1,5}))?");
    private static final Pattern NETWORK = Pattern.compile("([^/]+)/([0-9]{1,3})");

    private final List<Rule> rules;

    private NoProxy(List<Rule> rules) {
        this.rules = rules;
    }

    static NoProxy of(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String written : text.split("[,\\s]+", -1)) {
            @Nullable Rule rule = written.isEmpty() ? null : rule(written.toLowerCase(Locale.ROOT));
            if (rule != null) {
                rules.add(rule);
            }
        }
        return new NoProxy(List.copyOf(rules));
    }

    boolean covers(Url url) {
        if (rules.isEmpty()) {
            return false;
        }
        Target target = new Target(url);
        return rules.stream().anyMatch(rule -> rule.covers(target));
    }

    /** The host and the port that are asked; the address is null if the host is a name. */
    private static final class Target {
        private final String name;
        private final byte @Nullable [] address;
        private final int port;

        Target(Url url) {
            this.name = withoutLastDot(url.host().toLowerCase(Locale.ROOT));
            this.address = IpAddress.parse(name);
            this.port = url.effectivePort();
        }
    }

    private interface Rule {
        boolean covers(Target target);
    }

    private static @Nullable Rule rule(String written) {
        if (written.equals("*")) {
            return target -> true;
        }
        Matcher network = NETWORK.matcher(written);
        if (network.matches()) {
            return network(IpAddress.parse(network.group(1)), Integer.parseInt(network.group(2)));
        }
        if (IpAddress.parse(written) != null) {
            return host(written, null);
        }
        Matcher host = RULE.matcher(written);
        if (!host.matches()) {
            return null;
        }
        @Nullable String port = host.group(2);
        return host(host.group(1), port == null ? null : Integer.valueOf(port));
    }

    private static @Nullable Rule network(byte @Nullable [] address, int bits) {
        if (address == null) {
            return null;
        }
        return target -> target.address != null && IpAddress.sameNetwork(address, target.address, bits);
    }

    private static @Nullable Rule host(String host, @Nullable Integer port) {
        byte @Nullable [] address = IpAddress.parse(host);
        String name = ascii(withoutLastDot(host.replaceFirst("^\\*?\\.+", "")));
        if (name.isEmpty()) {
            return null;
        }
        return target -> (port == null || port == target.port)
                && (address == null ? isOrIsBelow(target, name) : isSame(target, address));
    }

    private static boolean isSame(Target target, byte[] address) {
        return target.address != null && IpAddress.sameNetwork(address, target.address, address.length * 8);
    }

    private static boolean isOrIsBelow(Target target, String name) {
        return target.address == null && (target.name.equals(name) || target.name.endsWith("." + name));
    }

    private static String withoutLastDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String ascii(String name) {
        try {
            return Idna.toAscii(name);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return name;
        }
    }
}
