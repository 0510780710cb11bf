package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request as a curl command for any POSIX shell, which sends the same: what curl would add on its own is taken out.
 *
 * <p>A body of text stands in the command; other bytes come through a pipe from printf; what is long or can be read only once is
 * to be piped in by hand.
 */
final class Curl {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int EXPECTS_CONTINUE = 1_000;
    private static final String FROM_PIPE = "--data-binary @-";

    private final PreparedRequest request;
    private final Secrets secrets;
    private final List<String> words = new ArrayList<>();
    private String pipe = "";

    private Curl(PreparedRequest request, Secrets secrets) {
        this.request = request;
        this.secrets = secrets;
    }

    static String command(PreparedRequest request, Secrets secrets) {
        return new Curl(request, secrets).command();
    }

    private String command() {
        boolean sendsBody = request.body().length().orElse(1) > 0;
        words.add("curl");
        addMethod(sendsBody);
        addUrl();
        addHeaders(sendsBody);
        if (sendsBody) {
            addBody();
        }
        return pipe + String.join(" ", words);
    }

    private void addMethod(boolean sendsBody) {
        if (request.method().equals("HEAD") && !sendsBody) {
            words.add("--head");
        } else if (!request.method().equals("GET") || sendsBody) {
            words.add("-X " + quoted(request.method()));
        }
    }

    private void addUrl() {
        Url url = Url.parse(request.url());
        String whole = secrets.maskedUrl(request.url());
        if (whole.matches("(?s).*[\\[\\]{}].*")) {
            words.add("--globoff");
        }
        if (url.path().contains("/.")) {
            words.add("--path-as-is");
        }
        words.add(quoted(whole));
    }

    private void addHeaders(boolean sendsBody) {
        HttpHeaders headers = request.headers();
        headers.forEach((name, value) -> {
            if (!sendsBody || !name.equalsIgnoreCase("Content-Length")) {
                addHeader(name, secrets.masked(name, value));
            }
        });
        takeOut("User-Agent");
        takeOut("Accept");
        if (sendsBody) {
            takeOut("Content-Type");
            if (request.body().length().orElse(Long.MAX_VALUE) > EXPECTS_CONTINUE) {
                takeOut("Expect");
            }
        }
        if (headers.contains("Accept-Encoding")) {
            words.add("--compressed");
        }
    }

    private void addHeader(String name, String value) {
        String field = value.isEmpty() ? name + ";" : name + ": " + value;
        boolean printable = PRINTABLE.matcher(field).matches();
        words.add("-H "
                + (printable
                        ? quoted(field)
                        : "\"$(printf " + quoted(escaped(field.getBytes(StandardCharsets.ISO_8859_1))) + ")\""));
    }

    private void takeOut(String name) {
        if (!request.headers().contains(name)) {
            words.add("-H " + quoted(name + ":"));
        }
    }

    private void addBody() {
        byte @Nullable [] content = content();
        if (content == null) {
            words.add(FROM_PIPE);
            return;
        }
        @Nullable String text = text(content);
        if (text == null) {
            pipe = "printf " + quoted(escaped(content)) + " | ";
            words.add(FROM_PIPE);
            return;
        }
        boolean form = request.headers()
                .first("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/x-www-form-urlencoded");
        words.add("--data-raw " + quoted(form ? secrets.maskedPairs(text) : text));
    }

    private byte @Nullable [] content() {
        Body body = request.body();
        if (!body.repeatable() || body.length().orElse(Long.MAX_VALUE) > LONGEST_BODY) {
            return null;
        }
        try {
            return body.bytes();
        } catch (IOException cannotBeRead) {
            return null;
        }
    }

    /** Returns the bytes as text if a terminal can show them; null if not. */
    private static @Nullable String text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c)) ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Writes bytes for printf: what is not printable in octal, and three digits always, as a digit may follow. */
    private static String escaped(byte[] content) {
        StringBuilder out = new StringBuilder(content.length * 2);
        for (byte octet : content) {
            if (octet == '%') {
                out.append("%%");
            } else if (octet >= ' ' && octet < 127 && octet != '\\') {
                out.append((char) octet);
            } else {
                out.append('\\').append(String.format(Locale.ROOT, "%03o", octet & 0xff));
            }
        }
        return out.toString();
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** What is not shown. */
    enum Secrets {
        MASKED {
            @Override
            String masked(String name, String value) {
                String lower = name.toLowerCase(Locale.ROOT);
                boolean secret = FIELDS.contains(lower) || lower.endsWith("-token") || lower.endsWith("-secret");
                return secret ? value.replaceFirst("(?s)^(Basic |Bearer |Digest |)(.*)$", "$1" + MASK) : value;
            }

            @Override
            String maskedPairs(String pairs) {
                return PAIR.matcher(pairs).replaceAll("$1$2=" + MASK);
            }
        },
        SHOWN;

        private static final String MASK = "***";
        private static final Set<String> FIELDS = Set.of(
                "authorization",
                "proxy-authorization",
                "cookie",
                "x-api-key",
                "api-key",
                "apikey",
                "x-auth-key",
                "x-functions-key",
                "ocp-apim-subscription-key");
        private static final Pattern PAIR = Pattern.compile(
                "(?i)(^|&)([^=&]*(?:token|secret|passw(?:or)?d|pwd|api[-_]?key|signature|credential)[^=&]*|sig|key|code)=[^&]*");

        /** Returns a field's value, or what stands for it. */
        String masked(String name, String value) {
            return value;
        }

        /** Returns a URL as it is asked for, with what stands for the values of secret names. */
        String maskedUrl(String prepared) {
            Url url = Url.parse(prepared);
            String query = url.query() == null ? "" : "?" + maskedPairs(url.query());
            return url.scheme() + "://" + url.hostAndPort() + url.path() + query;
        }

        /** Returns a query or a form, with what stands for the values of secret names. */
        String maskedPairs(String pairs) {
            return pairs;
        }
    }
}
