package io.pilotlight.http;

import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that share settings and connections.
 *
 * <pre>{@code
 * try (Session session = Session.builder().header("Accept", "application/json").build()) {
 *     Pet pet = session.get("https://pets.example/1", r -> r.param("full", true)).raiseForStatus().json(Pet.class);
 * }
 * }</pre>
 *
 * <p>What a request sets wins over what its session sets; headers and parameters are merged by name. A session does not
 * change once it is built, and is safe for use by many threads. Its threads are daemons and end when idle.
 */
public final class Session implements AutoCloseable {
    private final Settings settings;
    private final Preparation preparation;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Session(Settings settings) {
        this.settings = settings;
        this.preparation = new Preparation(settings);
    }

    /**
     * Makes a session with the default settings.
     *
     * @return a new session
     */
    public static Session create() {
        return builder().build();
    }

    /**
     * Starts to describe a session.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Asks for what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response get(String url) {
        return request("GET", url, Session::asItIs);
    }

    /**
     * Asks for what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response get(String url, Consumer<Request.Builder> options) {
        return request("GET", url, options);
    }

    /**
     * Hands something in.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response post(String url) {
        return request("POST", url, Session::asItIs);
    }

    /**
     * Hands something in.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response post(String url, Consumer<Request.Builder> options) {
        return request("POST", url, options);
    }

    /**
     * Puts something in the place that the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response put(String url) {
        return request("PUT", url, Session::asItIs);
    }

    /**
     * Puts something in the place that the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response put(String url, Consumer<Request.Builder> options) {
        return request("PUT", url, options);
    }

    /**
     * Changes a part of what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response patch(String url) {
        return request("PATCH", url, Session::asItIs);
    }

    /**
     * Changes a part of what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response patch(String url, Consumer<Request.Builder> options) {
        return request("PATCH", url, options);
    }

    /**
     * Removes what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response delete(String url) {
        return request("DELETE", url, Session::asItIs);
    }

    /**
     * Removes what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response delete(String url, Consumer<Request.Builder> options) {
        return request("DELETE", url, options);
    }

    /**
     * Asks for the headers only; redirects are not followed unless told so.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response head(String url) {
        return request("HEAD", url, Session::asItIs);
    }

    /**
     * Asks for the headers only; redirects are not followed unless told so.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response head(String url, Consumer<Request.Builder> options) {
        return request("HEAD", url, options);
    }

    /**
     * Asks what may be done with what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response options(String url) {
        return request("OPTIONS", url, Session::asItIs);
    }

    /**
     * Asks what may be done with what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response options(String url, Consumer<Request.Builder> options) {
        return request("OPTIONS", url, options);
    }

    /**
     * Sends a request of any method.
     *
     * @param method a token; sent in upper case
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response request(String method, String url, Consumer<Request.Builder> options) {
        return send(Request.of(method, url, options));
    }

    /**
     * Sends a request.
     *
     * @param request what to send
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response send(Request request) {
        PreparedRequest prepared = prepare(request);
        return exchange(request).inMemory(prepared);
    }

    /**
     * Sends a request that was prepared, by this session's timeouts, without following redirects.
     *
     * @param request what to send, as it is
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response send(PreparedRequest request) {
        requireOpen();
        return new Exchange(settings, settings.timeouts(), false).inMemory(request);
    }

    /**
     * Sends a request without options, and returns when the head of the answer is there.
     *
     * @param method a token; sent in upper case
     * @param url what to ask
     * @return the answer, to be closed
     * @throws RequestException if there is no answer
     */
    public StreamedResponse stream(String method, String url) {
        return stream(method, url, Session::asItIs);
    }

    /**
     * Sends a request, and returns when the head of the answer is there.
     *
     * @param method a token; sent in upper case
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, to be closed
     * @throws RequestException if there is no answer
     */
    public StreamedResponse stream(String method, String url, Consumer<Request.Builder> options) {
        Request request = Request.of(method, url, options);
        PreparedRequest prepared = prepare(request);
        return exchange(request).streamed(prepared);
    }

    /**
     * Shows what would be sent: settings merged, URL quoted, body made, signed.
     *
     * @param request what to prepare; a body that is a stream is handed on, not read
     * @return the prepared request
     * @throws RequestException if it cannot be sent like this
     */
    public PreparedRequest prepare(Request request) {
        requireOpen();
        return preparation.prepare(request);
    }

    /** Closes the connections that are kept. Requests in flight go on; new ones are refused. Again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            settings.mounts().close();
        }
    }

    private Exchange exchange(Request request) {
        return new Exchange(settings, request.timeouts().orElse(settings.timeouts()), request.followsRedirects());
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("This session is closed; make another, or close it later");
        }
    }

    /** Changes nothing of a request. */
    private static void asItIs(Request.Builder request) {}

    /** Collects what a session is told. Not safe for use by many threads. */
    public static final class Builder {
        private final HttpHeaders.Builder headers = HttpHeaders.builder()
                .add("User-Agent", "pilotlight-http")
                .add("Accept-Encoding", "gzip, deflate")
                .add("Accept", "*/*")
                .add("Connection", "keep-alive");
        private final Pairs.Builder params = new Pairs.Builder();
        private final List<Mounts.Mount> mounts = new ArrayList<>();
        private @Nullable Auth auth;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private int maxRedirects = 30;
        private long maxBody = 256L << 20;
        private Json json = Json.standard();
        private Time time = Time.system();

        private Builder() {}

        /**
         * Sets a header field of every request. If not set, {@code User-Agent}, {@code Accept-Encoding}, {@code Accept}
         * and {@code Connection} are there.
         *
         * @param name a token
         * @param value the value
         * @return this
         * @throws InvalidHeaderException if name or value must not be sent
         */
        public Builder header(String name, String value) {
            HeaderRules.set(headers, name, value);
            return this;
        }

        /**
         * Leaves out a header field that every request would have.
         *
         * @param name the name, in any case
         * @return this
         */
        public Builder withoutHeader(String name) {
            headers.remove(name);
            return this;
        }

        /**
         * Adds a parameter to the query of every request.
         *
         * @param name the name
         * @param value a value; of an {@code Iterable} or an array each entry under the same name
         * @return this
         */
        public Builder param(String name, Object value) {
            params.add(name, value);
            return this;
        }

        /**
         * Sets who signs every request. If not set, the user information of the URL does, if it has any.
         *
         * @param auth who signs
         * @return this
         */
        public Builder auth(Auth auth) {
            this.auth = Objects.requireNonNull(auth, "auth");
            return this;
        }

        /**
         * Sets how long to wait. If not set, {@link Timeouts#DEFAULT}.
         *
         * @param timeouts how long, and for what
         * @return this
         */
        public Builder timeouts(Timeouts timeouts) {
            this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
            return this;
        }

        /**
         * Sets how many redirects one request may follow. If not set, 30.
         *
         * @param maxRedirects 0 or more
         * @return this
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder maxRedirects(int maxRedirects) {
            if (maxRedirects < 0) {
                throw new IllegalArgumentException("Not a number of redirects: " + maxRedirects + "; take 0 or more");
            }
            this.maxRedirects = maxRedirects;
            return this;
        }

        /**
         * Sets how long a body in memory may be, after decoding. If not set, 256 MiB. Streamed bodies have no limit.
         *
         * @param maxBody bytes, 0 to about 2 GiB
         * @return this
         * @throws IllegalArgumentException if no array can be that long
         */
        public Builder maxBody(long maxBody) {
            if (maxBody < 0 || maxBody > Integer.MAX_VALUE - 9) {
                throw new IllegalArgumentException(
                        "Not a size in memory: " + maxBody + "; take 0 to " + (Integer.MAX_VALUE - 9) + ", or stream");
            }
            this.maxBody = maxBody;
            return this;
        }

        /**
         * Sets the codec for JSON. If not set, {@link Json#standard()}.
         *
         * @param json the codec
         * @return this
         */
        public Builder json(Json json) {
            this.json = Objects.requireNonNull(json, "json");
            return this;
        }

        /**
         * Sets the time that {@link Response#elapsed()} and the total timeout are measured by. If not set, the machine's.
         * Waiting on a socket always goes by the machine's.
         *
         * @param time the time
         * @return this
         */
        public Builder time(Time time) {
            this.time = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Mounts a transport on a URL prefix. If nothing is mounted on them, {@code http://} and {@code https://} go to
         * the network. The longest prefix that fits takes a request; case does not matter.
         *
         * @param prefix a scheme such as {@code http://}, or a host with a slash such as {@code http://svc/}
         * @param transport carries the requests; closed with the session
         * @return this
         * @throws IllegalArgumentException if the prefix could end in the middle of a host
         */
        public Builder mount(String prefix, Transport transport) {
            mounts.add(new Mounts.Mount(prefix, transport));
            return this;
        }

        /**
         * Mounts a handler of this process on a URL prefix: no socket, all else as ever. See {@link Transport#of}.
         *
         * @param prefix as for {@link #mount(String, Transport)}
         * @param handler answers the requests
         * @return this
         * @throws IllegalArgumentException if the prefix could end in the middle of a host
         */
        public Builder mount(String prefix, HttpHandler handler) {
            return mount(prefix, Transport.of(handler));
        }

        /**
         * Makes the session.
         *
         * @return a new session
         */
        public Session build() {
            Transport network = new OkHttpTransport();
            List<Mounts.Mount> all = new ArrayList<>();
            all.add(new Mounts.Mount("http://", network));
            all.add(new Mounts.Mount("https://", network));
            all.addAll(mounts);
            return new Session(new Settings(
                    headers.build(),
                    params.build(),
                    auth,
                    timeouts,
                    maxRedirects,
                    maxBody,
                    json,
                    time,
                    new Mounts(all)));
        }
    }
}
