package io.pilotlight.http;

import io.pilotlight.core.json.TypeRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in the words of the server: the content of an {@code application/problem+json} (RFC 9457, before it RFC 7807).
 *
 * <p>A member that has not the type that the RFC gives it counts as not there, as the RFC asks.
 */
public final class Problem {
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String NO_TYPE = "about:blank";
    private static final Set<String> MEMBERS = Set.of("type", "title", "status", "detail", "instance");

    private final Response response;
    private final Map<?, ?> members;

    private Problem(Response response, Map<?, ?> members) {
        this.response = response;
        this.members = members;
    }

    /**
     * Reads the problem that an answer tells of, whatever its status.
     *
     * @param response the answer, its content in memory
     * @return the problem; empty if the content says that it is something else, or is no JSON object
     */
    public static Optional<Problem> of(Response response) {
        String type = response.headers().first("Content-Type").orElse("").split(";", 2)[0];
        if (!type.strip().equalsIgnoreCase(MEDIA_TYPE)) {
            return Optional.empty();
        }
        try {
            return response.json() instanceof Map<?, ?> members
                    ? Optional.of(new Problem(response, members))
                    : Optional.empty();
        } catch (InvalidJsonException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the URI that names the kind of problem; the one thing to tell problems apart by.
     *
     * @return as it was received, so that it may be relative to the URL of the answer; {@code about:blank} if it has none
     */
    public String type() {
        String type = text("type");
        return type.isEmpty() ? NO_TYPE : type;
    }

    /**
     * Returns a short summary of the kind of problem, for people.
     *
     * @return the summary; if there is none and no type either, the reason phrase of the status; else empty
     */
    public String title() {
        String title = text("title");
        return title.isEmpty() && type().equals(NO_TYPE) ? ReasonPhrases.of(status()) : title;
    }

    /**
     * Returns the status that the server that had the problem chose.
     *
     * @return 100 to 599; the status of the answer if the problem says none
     */
    public int status() {
        @Nullable Object status = members.get("status");
        return status instanceof Integer code && code >= 100 && code <= 599 ? code : response.status();
    }

    /**
     * Returns what went wrong this time, for people.
     *
     * @return the explanation; empty if there is none
     */
    public String detail() {
        return text("detail");
    }

    /**
     * Returns the URI that names this occurrence of the problem.
     *
     * @return as it was received; empty if there is none
     */
    public String instance() {
        return text("instance");
    }

    /**
     * Returns what else the problem says.
     *
     * @return members by name, in order, without those that are JSON null; maps, lists, strings, numbers and booleans
     */
    public Map<String, Object> extensions() {
        Map<String, Object> extensions = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value != null && !MEMBERS.contains(name)) {
                extensions.put(String.valueOf(name), value);
            }
        });
        return Collections.unmodifiableMap(extensions);
    }

    /**
     * Reads the whole problem into a class of one's own.
     *
     * @param <T> the class
     * @param type a record or a bean with the members that matter
     * @return the value
     * @throws InvalidJsonException if the content does not fit the class
     */
    public <T> T as(Class<T> type) {
        return response.json(type);
    }

    /**
     * Reads the whole problem into a generic type.
     *
     * @param <T> the type
     * @param type such as {@code new TypeRef<Map<String, Object>>() {}}
     * @return the value
     * @throws InvalidJsonException if the content does not fit the type
     */
    public <T> T as(TypeRef<T> type) {
        return response.json(type);
    }

    /** Returns type, status and title: the detail may hold what is nobody else's business. */
    @Override
    public String toString() {
        return "Problem[" + type() + ", " + status() + (title().isEmpty() ? "" : ", " + title()) + "]";
    }

    private String text(String member) {
        return members.get(member) instanceof String text ? text : "";
    }
}
