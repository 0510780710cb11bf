package io.pilotlight.examples.parity;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One request that this client sent, as the recording server saw it.
 *
 * @param wire its line
 */
record Sent(Fields wire) {

    static List<Sent> all(Fields line) {
        return Fields.objects(line.value("wire")).stream().map(Sent::new).toList();
    }

    String target() {
        return wire.text("target");
    }

    /** Returns the values of a header field. */
    List<String> header(String name) {
        return wire.list("headers").stream()
                .filter(pair -> String.valueOf(Fields.entries(pair).get(0)).equalsIgnoreCase(name))
                .map(pair -> String.valueOf(Fields.entries(pair).get(1)))
                .toList();
    }

    /** Returns the host that it asked, without a port. */
    String host() {
        String host = header("Host").stream().findFirst().orElse("");
        return switch (host) {
            case "{hostport}" -> "127.0.0.1";
            case "{althostport}" -> "localhost";
            default -> host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        };
    }

    /** Returns the path that it asked for. */
    String path() {
        String path = target().replaceFirst("^(\\{\\w+}|\\w+://[^/?#]*)", "").split("[?#]", 2)[0];
        return path.isEmpty() ? "/" : path;
    }

    /** Returns the URL that it asked for, as answers tell of it. */
    String url() {
        if (!target().startsWith("/")) {
            return target();
        }
        String host = header("Host").stream().findFirst().orElse("");
        return switch (host) {
                    case "{hostport}" -> "{base}";
                    case "{althostport}" -> "{alt}";
                    default -> "http://" + host;
                }
                + target();
    }

    /** Returns the name of the canned answer that it asked for; empty if for none. */
    String canned() {
        return path().startsWith("/_canned/") ? path().substring("/_canned/".length()) : "";
    }

    /** Returns the cookies that went with it, as pairs. */
    List<String> cookies() {
        return header("Cookie").stream()
                .flatMap(field -> Stream.of(field.split("; ")))
                .toList();
    }
}
