package io.pilotlight.http.cassette;

import io.pilotlight.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists and scalars as JSON over many lines, one value a line, so that a change shows as one. */
final class PrettyJson {
    private final StringBuilder out = new StringBuilder();

    private PrettyJson() {}

    static byte[] write(Object value) {
        PrettyJson pretty = new PrettyJson();
        pretty.append(value, "\n");
        return pretty.out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(@Nullable Object value, String indent) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            String inner = indent + "  ";
            char start = '{';
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(start).append(inner).append(scalar(entry.getKey())).append(": ");
                append(entry.getValue(), inner);
                start = ',';
            }
            out.append(indent).append('}');
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            String inner = indent + "  ";
            out.append('[');
            for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
                out.append(inner);
                append(each.next(), inner);
                out.append(each.hasNext() ? "," : "");
            }
            out.append(indent).append(']');
        } else {
            out.append(scalar(value));
        }
    }

    private static String scalar(@Nullable Object value) {
        return Json.standard().text(value);
    }
}
