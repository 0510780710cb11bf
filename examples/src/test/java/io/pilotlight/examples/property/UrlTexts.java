package io.pilotlight.examples.property;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** URLs by their grammar, some of them with something odd put in, taken out or written twice. */
final class UrlTexts {
    private static final List<String> SCHEMES = List.of("http://", "https://", "HTTP://", "hTTps://");
    private static final List<String> ODD_SCHEMES = List.of(
            "",
            "//",
            "http:",
            "http:/",
            "http:///",
            "https:\\\\",
            "ftp://",
            "http+unix://",
            "httpx://",
            "mailto:",
            "HTTP+Unix://",
            "http:////",
            "://",
            ":",
            "javascript:",
            "h\tttp://",
            "http//");
    private static final List<String> HOSTS = List.of(
            "example.com", "EXAMPLE.com", "a.b.example", "localhost", "127.0.0.1", "xn--caf-dma.example", "a-b.c", "a");
    private static final List<String> ODD_HOSTS = List.of(
            "caf\u00e9.example",
            "stra\u00dfe.de",
            "\u65e5\u672c\u8a9e.jp",
            "\u2603.net",
            "a\uff0eb",
            "\uff41.example",
            "*.example",
            ".example",
            "example.",
            "a..b",
            "a_b.c",
            "[::1]",
            "[2001:DB8::7]",
            "[::ffff:1.2.3.4]",
            "[fe80::1%25eth0]",
            "[fe80::1%eth0]",
            "[::1",
            "::1",
            "[v1.a]",
            "[:::]",
            "[1::2::3]",
            "[::1]x",
            "1.2.3.4.5",
            "0x7f.1",
            "256.1.1.1",
            "127.1",
            "01.2.3.4",
            "",
            "a%41b",
            "a%2fb",
            "%00",
            "a b",
            "xn--a",
            "-a.b",
            "a-.b",
            "\u0130.com",
            "\u212a.com",
            "\u017f.com",
            "\u00aa.com",
            "a\u00adb.c",
            "\u05d0.com",
            "a\u200bb",
            "\u0661.com",
            "\ud83d\ude00.com",
            "\u03c2.gr",
            "e\u0301.com",
            "a\u3002b",
            "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg.com");
    private static final List<String> USERS =
            List.of("u", "p%40ss", "\u00e9", "a b", "%zz", ":", ":", "@", "%3a", "+", ";", "[", "\\", "%");
    private static final List<String> PORTS = List.of(
            "",
            "0",
            "00",
            "80",
            "443",
            "8080",
            "65535",
            "65536",
            "080",
            "0080",
            "000000080",
            "99999",
            "123456",
            "-1",
            "+1",
            "8 0",
            "a",
            "\u0668\u0660",
            "80:80");
    private static final List<String> SEGMENTS = List.of(
            "a",
            "b",
            "path",
            "~u",
            ".",
            "..",
            "...",
            "%2e",
            "%2E%2e",
            ".%2e",
            "%2e.",
            "",
            "a b",
            "%7E",
            "%7e",
            "%41",
            "%zz",
            "%",
            "%4",
            "%2f",
            "%2F",
            "%5C",
            "\u00e9",
            "\u2603",
            ";x=1",
            "a:b",
            "@",
            "\\",
            "..\\",
            "a.b",
            "a..",
            "..a",
            "+",
            "*",
            "'",
            "!",
            "%C3%A9",
            "%c3%a9",
            "%00",
            "%25",
            "%252e",
            "\ud83d\ude00");
    private static final List<String> WORDS = List.of(
            "a", "b", "q", "=", "&", "a=1", "&&", "%20", "+", " ", "%", "%zz", "%2B", "%41", "%7e", "\u00e9", "?", "/",
            "'", "[", "]", "|", "{", "\"", "<", "^", "`", "\\", ":", "@", "..", "/../", "%2e", ";", "~", "\t",
            "%c3%a9");
    static final List<String> ODD = List.of(
            "%",
            "%zz",
            "%4",
            "%41",
            "%2e",
            "%2F",
            "\\",
            "\t",
            "\n",
            "\r",
            "\0",
            "\u0007",
            "\u007f",
            "\u00e9",
            "\u2603",
            "\uff0e",
            "@",
            ":",
            "/",
            "//",
            "?",
            "#",
            "[",
            "]",
            " ",
            "\u00a0",
            "\u3000",
            "{",
            "}",
            "|",
            "^",
            "`",
            "\"",
            "<",
            ">",
            "'",
            "+",
            "&",
            "=",
            ";",
            "*",
            ".",
            "..",
            "\ud83d\ude00",
            "\ud800",
            "\u200b",
            "\u0085",
            "\ufeff",
            "\u00df",
            "\u2028",
            "\u001f",
            "\uff10",
            "%uff0e",
            "$",
            "(",
            "~",
            "-",
            "_");

    private UrlTexts() {}

    /** A URL that anyone could have written. */
    static String plain(Draw draw) {
        return draw.of(SCHEMES) + draw.of(HOSTS) + (draw.oneIn(4) ? ":8080" : "") + path(draw) + tail(draw);
    }

    static String any(Draw draw) {
        String url = (draw.oneIn(12) ? draw.of(ODD_SCHEMES) : draw.of(SCHEMES))
                + authority(draw)
                + (draw.oneIn(6) ? "" : path(draw))
                + tail(draw);
        return draw.oneIn(2) ? mutated(draw, url) : url;
    }

    /** What a Location may hold: a URL, or what leads on from one. */
    static String reference(Draw draw) {
        if (draw.oneIn(3)) {
            return any(draw);
        }
        String start = draw.of(List.of(
                "", "/", "//", "///", "////", "?", "#", "../", "./", "http:", "https:", "\\", "/\\", "//\\", "a:",
                ":"));
        String rest = start.equals("//") && !draw.oneIn(3)
                ? authority(draw) + path(draw)
                : path(draw).substring(1);
        String reference = start + rest + tail(draw);
        return draw.oneIn(4) ? mutated(draw, reference) : reference;
    }

    /** What of a text a header can hold. */
    static String header(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "").strip();
        return StandardCharsets.UTF_8.newEncoder().canEncode(clean) ? clean : clean.replaceAll("[\\ud800-\\udfff]", "");
    }

    static String host(Draw draw) {
        return draw.oneIn(4) ? draw.of(ODD_HOSTS) : draw.of(HOSTS);
    }

    private static String authority(Draw draw) {
        String user = draw.oneIn(6) ? draw.several(3, USERS) + "@" : "";
        String host = host(draw);
        return user + host + (draw.oneIn(4) ? ":" + draw.of(PORTS) : "");
    }

    private static String path(Draw draw) {
        StringBuilder path = new StringBuilder();
        do {
            path.append('/').append(draw.of(SEGMENTS));
        } while (!draw.oneIn(3));
        return path.toString();
    }

    private static String tail(Draw draw) {
        String query = draw.oneIn(2) ? "?" + draw.several(4, WORDS) : "";
        return query + (draw.oneIn(4) ? "#" + draw.several(3, WORDS) : "");
    }

    static String mutated(Draw draw, String text) {
        String changed = text;
        for (int i = 1 + draw.below(2); i > 0; i--) {
            changed = mutatedOnce(draw, changed);
        }
        return changed;
    }

    private static String mutatedOnce(Draw draw, String text) {
        int at = draw.below(text.length() + 1);
        int end = Math.min(text.length(), at + draw.below(3));
        return switch (draw.below(4)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 -> text.substring(0, at) + draw.of(ODD) + text.substring(end);
            case 2 -> draw.oneIn(4) ? draw.of(ODD) + text : text.substring(0, end) + text.substring(at);
            default -> text.substring(0, at) + draw.of(ODD) + text.substring(at);
        };
    }
}
