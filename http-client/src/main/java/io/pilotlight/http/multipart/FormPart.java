package io.pilotlight.http.multipart;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One content of a multipart body, under the name of its field.
 *
 * @param name the field's name
 * @param filename the name that the receiver is told, or null for none
 * @param headers what else stands at its head; {@code Content-Type} goes first, whatever its place
 * @param body the content
 */
public record FormPart(String name, @Nullable String filename, HttpHeaders headers, Body body) {

    /** Refuses nulls. */
    public FormPart {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /**
     * Makes a part of a field's text.
     *
     * @param name the field's name
     * @param value its text
     * @return a part without a type and a filename
     */
    public static FormPart field(String name, String value) {
        return new FormPart(name, null, HttpHeaders.empty(), Body.of(value));
    }

    /** What stands before the content: in urllib3's order, and no type unless one was given. */
    byte[] head(String boundary) {
        StringBuilder head = new StringBuilder()
                .append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(quoted(name))
                .append('"');
        if (filename != null) {
            head.append("; filename=\"").append(quoted(filename)).append('"');
        }
        head.append("\r\n");
        line(head, "Content-Type");
        line(head, "Content-Location");
        headers.forEach((header, value) -> {
            if (!value.isEmpty()
                    && !header.equalsIgnoreCase("Content-Type")
                    && !header.equalsIgnoreCase("Content-Location")) {
                head.append(header).append(": ").append(value).append("\r\n");
            }
        });
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void line(StringBuilder head, String header) {
        headers.first(header)
                .filter(value -> !value.isEmpty())
                .ifPresent(
                        value -> head.append(header).append(": ").append(value).append("\r\n"));
    }

    /** Escapes as browsers do (WHATWG HTML, multipart/form-data encoding): the rest stays as it is, in UTF-8. */
    private static String quoted(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
