package io.pilotlight.examples.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in cases for the addresses of one run: {@code fill} of oracle.py.
 *
 * @param values addresses by name
 */
record Placeholders(Map<String, String> values) {
    private static final Pattern NAME = Pattern.compile("\\{(base|alt|host|port|proxy|refused|blackhole|hostport)}");

    static Placeholders of(Fields env) {
        Map<String, String> values = new LinkedHashMap<>();
        env.map().forEach((name, value) -> values.put(name, String.valueOf(value)));
        return new Placeholders(values);
    }

    String value(String name) {
        return String.valueOf(values.get(name));
    }

    Fields fill(Fields fields) {
        return Fields.of(fill((Object) fields.map()));
    }

    private @Nullable Object fill(@Nullable Object json) {
        if (json instanceof String text) {
            return NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement(value(name.group(1))));
        }
        if (json instanceof List<?> list) {
            List<@Nullable Object> filled = new ArrayList<>();
            list.forEach(entry -> filled.add(fill(entry)));
            return filled;
        }
        if (json instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> filled = new LinkedHashMap<>();
            object.forEach((name, value) -> filled.put(String.valueOf(name), fill(value)));
            return filled;
        }
        return json;
    }
}
