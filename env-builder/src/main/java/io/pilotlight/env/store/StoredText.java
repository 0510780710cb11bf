package io.pilotlight.env.store;

import io.pilotlight.env.wheel.Shebang;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A text that names the environment it is in, kept so that it can name any.
 *
 * <p>The first line says how the text begins: {@code plain}, or with an interpreter of the environment. In what follows
 * a word that nobody else writes stands for the environment's folder.
 */
final class StoredText {
    private static final String ENVIRONMENT = "@pilotlight-environment-6b1f0e5c9a2d@";
    private static final String PLAIN = "plain\n";
    private static final String SHEBANG = "shebang\t";

    private StoredText() {}

    /** Returns the text to keep, or empty if it does not name the environment. */
    static Optional<byte[]> of(byte[] content, String environment, Shebang.Style style) {
        // Latin-1 keeps every byte, whatever the file holds
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String here = bytesOf(environment);
        if (text.indexOf('\0') >= 0 || !text.contains(here)) {
            return Optional.empty();
        }
        Optional<Shebang.Parsed> parsed =
                Shebang.in(text, style).filter(it -> it.interpreter().startsWith(here + "/"));
        String kept = parsed.map(it -> SHEBANG + it.style() + "\t"
                        + it.interpreter().substring(here.length()) + "\n"
                        + it.rest().replace(here, ENVIRONMENT))
                .orElseGet(() -> PLAIN + text.replace(here, ENVIRONMENT));
        return Optional.of(kept.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns a kept text as it is in an environment. */
    static byte[] in(byte[] kept, String environment) {
        String text = new String(kept, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String body = text.substring(end + 1).replace(ENVIRONMENT, bytesOf(environment));
        if (!text.startsWith(SHEBANG)) {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }
        String[] fields = text.substring(0, end).split("\t", -1);
        String interpreter =
                environment + new String(fields[2].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        String first = Shebang.of(interpreter, Shebang.Style.valueOf(fields[1]));
        return (bytesOf(first) + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
