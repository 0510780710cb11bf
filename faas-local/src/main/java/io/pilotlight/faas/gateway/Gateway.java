package io.pilotlight.faas.gateway;

import io.pilotlight.core.function.FunctionRuntime;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.core.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * HTTP in front of a runtime: finds the function for a request, invokes it with an event of payload format 2.0, and answers
 * with what comes out. Knows no server: it can be put on a port, or called in the same process.
 *
 * <pre>{@code
 * HttpHandler gateway = Gateway.builder(runtime)
 *         .route("GET", "/pets/{id}", "find-pet")
 *         .route("ANY", "/images/{path+}", "images")
 *         .build();
 * }</pre>
 *
 * <p>A literal segment is preferred to a variable, a variable to the rest, a method to {@code ANY}. Each response of a
 * function carries the id of its invocation in {@code X-Pilotlight-Invocation}. Safe for use by many threads.
 */
public final class Gateway implements HttpHandler {
    private final FunctionRuntime runtime;
    private final List<Route> routes;
    private final long maximumBody;
    private final Json json;
    private final HttpEvents events;
    private final HttpResults results;

    private Gateway(Builder builder) {
        this.runtime = builder.runtime;
        this.routes = builder.routes.stream()
                .sorted(Comparator.comparingInt(Route::rank).reversed())
                .toList();
        this.maximumBody = builder.maximumBody;
        this.json = builder.json;
        this.events = new HttpEvents(json, builder.time);
        this.results = new HttpResults(json);
    }

    /**
     * Starts a gateway without routes.
     *
     * @param runtime what runs the functions; not closed by the gateway
     * @return a builder
     */
    public static Builder builder(FunctionRuntime runtime) {
        return new Builder(runtime);
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws IOException, InterruptedException {
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(request.method(), request.path());
            if (variables.isPresent()) {
                return invoke(request, route, variables.get());
            }
        }
        return results.message(404, "Not Found");
    }

    private HttpResponse invoke(HttpRequest request, Route route, Map<String, String> variables)
            throws IOException, InterruptedException {
        Optional<byte[]> body = readBody(request);
        if (body.isEmpty()) {
            return results.message(413, "The body is larger than " + maximumBody + " bytes");
        }
        Optional<String> complaint = complaintAbout(request, body.get());
        if (complaint.isPresent()) {
            return results.message(400, complaint.get());
        }
        return results.response(runtime.invoke(route.function(), events.event(request, body.get(), route, variables)));
    }

    /** Reads the body, unless it is larger than it may be. */
    private Optional<byte[]> readBody(HttpRequest request) throws IOException {
        if (request.body().length().orElse(0) > maximumBody) {
            return Optional.empty();
        }
        try (InputStream in = request.body().stream()) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, maximumBody + 1));
            return bytes.length > maximumBody ? Optional.empty() : Optional.of(bytes);
        }
    }

    private Optional<String> complaintAbout(HttpRequest request, byte[] body) {
        String contentType = request.headers().first("Content-Type").orElse("");
        if (body.length == 0 || !MediaTypes.isJson(contentType)) {
            return Optional.empty();
        }
        try {
            json.read(body, (Type) Object.class);
            return Optional.empty();
        } catch (JsonException e) {
            return Optional.of("The body is declared as " + MediaTypes.essence(contentType) + " but is no JSON");
        }
    }

    /** Collects the routes and settings of a gateway. Not safe for use by many threads. */
    public static final class Builder {
        private final FunctionRuntime runtime;
        private final List<Route> routes = new ArrayList<>();
        private long maximumBody = 6 * 1024 * 1024;
        private Json json = Json.standard();
        private Time time = Time.system();

        private Builder(FunctionRuntime runtime) {
            this.runtime = Objects.requireNonNull(runtime, "runtime");
        }

        /**
         * Adds a way to a function.
         *
         * @param method a method such as {@code "GET"}, or {@code "ANY"}
         * @param path literal segments, variables such as {@code {id}}, and at the end possibly one that takes the rest, such
         *     as {@code {rest+}}
         * @param function the function's name; it need not be deployed yet
         * @return this
         * @throws IllegalArgumentException if the path does not start with a slash, or a variable that takes the rest is not last
         */
        public Builder route(String method, String path, String function) {
            routes.add(new Route(method, path, Objects.requireNonNull(function, "function")));
            return this;
        }

        /**
         * Sets how large the body of a request may be. If not set, 6 MiB.
         *
         * @param bytes 0 or more
         * @return this
         */
        public Builder maximumBody(long bytes) {
            this.maximumBody = bytes;
            return this;
        }

        /**
         * Sets the JSON codec. If not set, {@link Json#standard}.
         *
         * @param json the codec
         * @return this
         */
        public Builder json(Json json) {
            this.json = Objects.requireNonNull(json, "json");
            return this;
        }

        /**
         * Sets the time that stands in the events. If not set, the machine's.
         *
         * @param time the time
         * @return this
         */
        public Builder time(Time time) {
            this.time = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Makes the gateway.
         *
         * @return a handler
         */
        public Gateway build() {
            return new Gateway(this);
        }
    }
}
