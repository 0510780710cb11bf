package io.pilotlight.http;

import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Time;
import io.pilotlight.http.coding.ContentDecoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that share settings, cookies and connections.
 *
 * <pre>{@code
 * try (Session session = Session.builder().header("Accept", "application/json").build()) {
 *     Pet pet = session.get("https://pets.example/1", r -> r.param("full", true)).raiseForStatus().json(Pet.class);
 * }
 * }</pre>
 *
 * <p>What a request sets wins over what its session sets; headers and parameters are merged by name. A session does not
 * change once it is built, but for its cookies, and is safe for use by many threads. Its threads are daemons and end when idle.
 */
public final class Session implements Verbs, AutoCloseable {
    private final Settings settings;
    private final Preparation preparation;
    private final Background background = new Background();
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

    @Override
    public Response send(Request request) {
        return exchange(request, false, Cancellation.NEVER).inMemory();
    }

    /**
     * Sends a request that was prepared, by this session's settings: nothing is added to it, redirects are followed as ever.
     *
     * @param request what to send, as it is
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public Response send(PreparedRequest request) {
        requireOpen();
        RequestCookies cookies = new RequestCookies(settings.cookies(), List.of(), request.url());
        boolean byHand = request.headers().contains("Cookie");
        Exchange.Signed signed = new Exchange.Signed(request, Auth.none(), cookies, byHand);
        return exchange(signed, settings.plan(), false, Cancellation.NEVER).inMemory();
    }

    /**
     * Sends a request on a thread of its own.
     *
     * @param request what to send; prepared on that thread
     * @return the answer to come, its content in memory, or a {@link RequestException}; cancelling it ends the request
     */
    public CompletableFuture<Response> sendAsync(Request request) {
        requireOpen();
        return background.run(
                cancellation -> exchange(request, false, cancellation).inMemory());
    }

    /**
     * Sends a request of any method on a thread of its own.
     *
     * @param method a token; sent in upper case
     * @param url what to ask
     * @param options sets what differs from the session; called on this thread
     * @return the answer to come, as of {@link #sendAsync}
     */
    public CompletableFuture<Response> requestAsync(String method, String url, Consumer<Request.Builder> options) {
        return sendAsync(Request.of(method, url, options));
    }

    /**
     * Asks on a thread of its own for what the URL names.
     *
     * @param url what to ask
     * @return the answer to come, as of {@link #sendAsync}
     */
    public CompletableFuture<Response> getAsync(String url) {
        return sendAsync(Request.of("GET", url));
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
        return stream(Request.of(method, url));
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
        return stream(Request.of(method, url, options));
    }

    /**
     * Sends a request, and returns when the head of the answer is there.
     *
     * @param request what to send
     * @return the answer, to be closed
     * @throws RequestException if there is no answer
     */
    public StreamedResponse stream(Request request) {
        return exchange(request, true, Cancellation.NEVER).streamed();
    }

    /**
     * Shows what would be sent: settings merged, URL quoted, body made, cookies added, signed.
     *
     * @param request what to prepare; a body that is a stream is handed on, not read
     * @return the prepared request
     * @throws RequestException if it cannot be sent like this
     */
    public PreparedRequest prepare(Request request) {
        requireOpen();
        return preparation
                .prepare(request, settings.plan().with(request.choices()))
                .request();
    }

    /**
     * Tells what would be sent and how, and where each setting comes from: the request, this session, the environment, or nobody.
     *
     * <pre>{@code
     * System.out.println(session.explain(Request.builder("GET", "https://pets.example/").build()));
     * }</pre>
     *
     * @param request what to explain; prepared as by {@link #prepare}, and not sent
     * @return all settings, without secrets
     * @throws RequestException if it cannot be sent like this
     */
    public Explanation explain(Request request) {
        requireOpen();
        Plan plan = settings.plan().with(request.choices());
        return Explaining.explain(settings, request.choices(), plan, preparation.prepare(request, plan));
    }

    /**
     * Returns the cookies of this session: what answers set, and what is put in by hand.
     *
     * @return the jar itself
     */
    public CookieJar cookies() {
        return settings.cookies();
    }

    /** Closes the connections that are kept. Requests in flight go on; new ones are refused. Again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            settings.mounts().close();
        }
    }

    private Exchange exchange(Request request, boolean streamed, Cancellation cancellation) {
        requireOpen();
        Plan plan = settings.plan().with(request.choices());
        Exchange.Signed signed = preparation.prepare(request, plan);
        if (!settings.requestHooks().isEmpty()) {
            PreparedRequest hooked = signed.request();
            for (RequestHook hook : settings.requestHooks()) {
                hooked = hook.apply(hooked);
            }
            signed = new Exchange.Signed(hooked, signed.auth(), signed.cookies(), signed.cookiesByHand());
        }
        return exchange(signed, plan, streamed, cancellation);
    }

    private Exchange exchange(Exchange.Signed signed, Plan plan, boolean streamed, Cancellation cancellation) {
        return new Exchange(settings, plan, signed, new Attempts.Delivery(streamed, cancellation));
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("This session is closed; make another, or close it later");
        }
    }

    /** Collects what a session is told. Not safe for use by many threads. */
    public static final class Builder extends Options<Builder> {
        private final List<Mounts.Mount> mounts = new ArrayList<>();
        private final List<RequestHook> requestHooks = new ArrayList<>();
        private @Nullable String baseUrl;
        private @Nullable Netrc netrc;
        private @Nullable CookieJar cookies;
        private Map<String, String> environment = System.getenv();
        private Pool pool = Pool.DEFAULT;
        private boolean http2 = true;
        private Json json = Json.standard();
        private Time time = Time.system();

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Sets what URLs without a scheme are taken relative to. If not set, they are refused.
         *
         * @param url such as {@code https://pets.example/v1}; {@code /dogs} then is {@code https://pets.example/v1/dogs}, and
         *     what leads above it by dots is refused
         * @return this
         */
        public Builder baseUrl(String url) {
            this.baseUrl = Objects.requireNonNull(url, "url");
            return this;
        }

        /**
         * Sets the jar that cookies are kept in. If not set, an empty one of the session's own.
         *
         * @param jar may be shared by sessions
         * @return this
         */
        public Builder cookies(CookieJar jar) {
            this.cookies = Objects.requireNonNull(jar, "jar");
            return this;
        }

        /**
         * Sets a file with names and passwords, which sign requests that nothing else signs. If not set, there is none: unlike
         * requests, nobody's file is read unasked, and a field set by hand wins over it.
         *
         * @param netrc names and passwords by host
         * @return this
         */
        public Builder netrc(Netrc netrc) {
            this.netrc = Objects.requireNonNull(netrc, "netrc");
            return this;
        }

        /**
         * Sets the variables that name proxies and a bundle of certificates: {@code HTTP_PROXY} and its kin, {@code NO_PROXY},
         * {@code REQUESTS_CA_BUNDLE}, {@code CURL_CA_BUNDLE}. If not set, this process's own. What is chosen by a call wins over
         * them. Proxies' URLs and bundles are looked at when they are needed first.
         *
         * @param variables names and values; an empty map for none
         * @return this
         */
        public Builder environment(Map<String, String> variables) {
            this.environment = Map.copyOf(variables);
            return this;
        }

        /**
         * Sets how many connections there may be. If not set, {@link Pool#DEFAULT}.
         *
         * @param pool how many
         * @return this
         */
        public Builder pool(Pool pool) {
            this.pool = Objects.requireNonNull(pool, "pool");
            return this;
        }

        /**
         * Sets whether servers are offered HTTP/2, over TLS. If not set, they are.
         *
         * @param offered false to speak HTTP/1.1 only
         * @return this
         */
        public Builder http2(boolean offered) {
            this.http2 = offered;
            return this;
        }

        /**
         * Adds who sees each request before it is sent, behind those that are there.
         *
         * @param hook sees requests and may send others
         * @return this
         */
        public Builder onRequest(RequestHook hook) {
            requestHooks.add(Objects.requireNonNull(hook, "hook"));
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
         * Sets the time that {@link Response#elapsed()}, the total timeout, cookies and retries go by. If not set, the machine's.
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
         * the network. The longest prefix that fits takes a request; case and user information do not matter.
         *
         * @param prefix a scheme such as {@code http://}, or a host with a slash such as {@code http://svc/}
         * @param transport carries the requests; closed with the session
         * @return this
         * @throws IllegalArgumentException if the prefix could end in the middle of a host, or names a user
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
         * @throws IllegalArgumentException if the prefix could end in the middle of a host, or names a user
         */
        public Builder mount(String prefix, HttpHandler handler) {
            return mount(prefix, Transport.of(handler));
        }

        /**
         * Makes the session.
         *
         * @return a new session
         * @throws RequestException if the environment names a bundle by what cannot be a path
         */
        public Session build() {
            Choices choices = choices();
            CookieJar jar = cookies == null ? new CookieJar() : cookies;
            choices.cookies().forEach(jar::add);
            return new Session(new Settings(
                    headers(choices),
                    choices.params(),
                    baseUrl,
                    netrc,
                    jar,
                    List.copyOf(requestHooks),
                    choices,
                    environment,
                    plan(choices),
                    new RetryBudget(time),
                    json,
                    time,
                    mounted()));
        }

        private static HttpHeaders headers(Choices choices) {
            HttpHeaders.Builder headers = HttpHeaders.builder()
                    .add("User-Agent", "pilotlight-http")
                    .add("Accept-Encoding", ContentDecoding.accepted())
                    .add("Accept", "*/*")
                    .add("Connection", "keep-alive");
            choices.withoutHeaders().forEach(headers::remove);
            HeaderRules.overlay(headers, choices.headers());
            return headers.build();
        }

        private Plan plan(Choices choices) {
            return Plan.of(environment, choices.tls()).with(choices);
        }

        private Mounts mounted() {
            Transport network = new NetworkTransport(pool, http2);
            List<Mounts.Mount> all = new ArrayList<>();
            all.add(new Mounts.Mount("http://", network));
            all.add(new Mounts.Mount("https://", network));
            all.addAll(mounts);
            return new Mounts(all);
        }
    }
}
