package io.pilotlight.core.function;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What comes in: bytes, what they are, and attributes that travel with them. Immutable.
 *
 * <p>The attribute {@value #TRACE_PARENT} carries the W3C trace context.
 */
public final class Event {
    /** The attribute that carries the W3C trace parent. */
    public static final String TRACE_PARENT = "traceparent";

    private static final String JSON = "application/json";

    private final byte[] body;
    private final String contentType;
    private final Map<String, String> attributes;

    private Event(byte[] body, String contentType, Map<String, String> attributes) {
        this.body = body;
        this.contentType = contentType;
        this.attributes = attributes;
    }

    /**
     * Makes an event of JSON.
     *
     * @param json the JSON text in UTF-8; copied
     * @return the event
     */
    public static Event json(byte[] json) {
        return new Event(json.clone(), JSON, Map.of());
    }

    /**
     * Makes an event of JSON.
     *
     * @param json the JSON text
     * @return the event
     */
    public static Event json(String json) {
        return new Event(json.getBytes(StandardCharsets.UTF_8), JSON, Map.of());
    }

    /**
     * Makes an event of any bytes.
     *
     * @param body the bytes; copied
     * @param contentType their media type, such as {@code "image/png"}
     * @return the event
     */
    public static Event of(byte[] body, String contentType) {
        return new Event(body.clone(), Objects.requireNonNull(contentType, "contentType"), Map.of());
    }

    /**
     * Returns the same event with an attribute set.
     *
     * @param name the attribute's name
     * @param value its value
     * @return another event
     */
    public Event withAttribute(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new Event(body, contentType, Map.copyOf(more));
    }

    /**
     * Returns the bytes.
     *
     * @return a copy
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Returns how many bytes there are.
     *
     * @return zero or more
     */
    public int size() {
        return body.length;
    }

    /**
     * Returns the bytes as text in UTF-8.
     *
     * @return the text
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Returns what the bytes are.
     *
     * @return a media type
     */
    public String contentType() {
        return contentType;
    }

    /**
     * Says whether the bytes are declared to be JSON.
     *
     * @return true for {@code application/json} and types that end in {@code +json}, parameters set aside
     */
    public boolean isJson() {
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.equals(JSON) || type.endsWith("+json");
    }

    /**
     * Returns what travels with the bytes.
     *
     * @return names and values
     */
    public Map<String, String> attributes() {
        return attributes;
    }

    /**
     * Returns one attribute.
     *
     * @param name the attribute's name
     * @return its value, if it is there
     */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    @Override
    public String toString() {
        return "Event[" + contentType + ", " + body.length + " bytes]";
    }
}
