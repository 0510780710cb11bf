package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.cookie.Matching;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.Route;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * The network, by OkHttp: connections, TLS and framing are its business, everything else is switched off.
 *
 * <p>The one class that knows OkHttp. Sends exactly the header fields of the prepared request; follows, repeats and decodes
 * nothing; what goes wrong becomes a {@link RequestException}. What OkHttp would change or cannot carry goes another way.
 */
final class OkHttpTransport implements Transport {
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");

    /** How often a request is sent on connections that turn out to have been closed meanwhile. */
    private static final int TRIES = 3;

    private static final String ENCODINGS = "Accept-Encoding";

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;
    private static final int NOT_MODIFIED = 304;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int SERVICE_UNAVAILABLE = 503;

    /** How many URLs are remembered; a power of two. */
    private static final int RECENT = 64;

    private final Permits permits;
    private final OkHttpClient client;
    private final Map<Tls, SecureSockets> securities = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<@Nullable Read> recent = new AtomicReferenceArray<>(RECENT);

    OkHttpTransport(Pool pool, boolean http2) {
        permits = new Permits(pool);
        client = new OkHttpClient.Builder()
                .protocols(http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(pool.idle(), pool.idleTime().toNanos(), TimeUnit.NANOSECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(Timeouts.DEFAULT.connect())
                .readTimeout(Timeouts.DEFAULT.read())
                .writeTimeout(Timeouts.DEFAULT.write())
                .proxy(java.net.Proxy.NO_PROXY)
                .socketFactory(new NotingSocket.Factory())
                .sslSocketFactory(new ChosenPerCall(), new ChosenPerCall.Nobody())
                .addInterceptor(OkHttpTransport::asChosen)
                .addNetworkInterceptor(OkHttpTransport::exactly)
                .build();
    }

    /** Says whether no one owns a host name as a whole, as of {@code com} and {@code co.uk}; what is no name counts as such. */
    static boolean isPublicSuffix(String host) {
        HttpUrl url = HttpUrl.parse("http://" + host + "/");
        return !Matching.isAddress(host) && (url == null || url.topPrivateDomain() == null);
    }

    /** Says whether a request would arrive as it was prepared; OkHttp refuses some, and writes the URLs of others anew. */
    boolean carries(PreparedRequest request, Proxy proxy) {
        if (!Carriage.isExact(request, proxy)) {
            return false;
        }
        Read read = read(request.url());
        boolean whole = proxy.kind() != Proxy.Kind.NONE
                && read.url() != null
                && !read.url().isHttps();
        return whole ? read.exactUrl() : read.exactTarget();
    }

    @Override
    public RawResponse send(PreparedRequest request, SendOptions options) {
        Carriage.require(request, options.proxy());
        return carry(request, options);
    }

    /** Sends what it is known to carry. */
    RawResponse carry(PreparedRequest request, SendOptions options) {
        Read read = read(request.url());
        HttpUrl url = read.url();
        if (url == null) {
            throw new InvalidUrlException(
                    "Not a URL that the network transport can ask: '" + Url.shown(request.url()) + "'; check its host",
                    null);
        }
        Addresses.check(request, url.host(), options);
        Permits.Permit permit = permits.acquire(request, read.origin().text(), options);
        boolean handedOver = false;
        try {
            RawResponse answer = repeated(new Order(request, options, read.target(), url, permit));
            handedOver = true;
            return answer;
        } finally {
            if (!handedOver) {
                permit.release();
            }
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
    }

    /** Who may be on the way at once, for a transport that shares the number. */
    Permits permits() {
        return permits;
    }

    /** How many requests have a permit: none, when no answer is open. */
    int permitsGiven() {
        return permits.given();
    }

    int connections() {
        return client.connectionPool().connectionCount();
    }

    int idleConnections() {
        return client.connectionPool().idleConnectionCount();
    }

    private RawResponse repeated(Order order) {
        @Nullable
        SecureSockets security =
                order.url().isHttps() ? security(order.options().tls()) : null;
        for (int tries = 1; ; tries++) {
            Progress progress = new Progress(order, security);
            try {
                return call(order, progress);
            } catch (IOException e) {
                if (tries == TRIES
                        || Thread.currentThread().isInterrupted()
                        || !mayRepeat(order.request(), progress, e)) {
                    throw failure(e, order, progress);
                }
            }
            client.connectionPool().evictAll();
        }
    }

    /** A kept connection that the server closed meanwhile is no failure, if asking again does no harm. */
    private static boolean mayRepeat(PreparedRequest request, Progress progress, IOException e) {
        return progress.reusedInVain()
                && !(e instanceof InterruptedIOException)
                && REPEATABLE.contains(request.method())
                && request.body().repeatable();
    }

    private static RequestException failure(IOException e, Order order, Progress progress) {
        if (order.options().cancellation().cancelled()) {
            return new RequestInterruptedException(order.request() + " was given up", e);
        }
        if (progress.endless || tooMuchForHttp2(e)) {
            return ReceivedHead.endless(order.request());
        }
        return NetworkFailure.of(e, order.request(), new NetworkFailure.Where(progress.phase(), order.proxied()));
    }

    private static boolean tooMuchForHttp2(IOException e) {
        String message = e.getMessage();
        return message != null && message.startsWith("header byte count limit");
    }

    private RawResponse call(Order order, Progress progress) throws IOException {
        Call call = client.newCall(exactRequest(order, progress));
        progress.call = call;
        call.addEventListener(progress); // the only one: by it the interceptors know what they have before them
        Duration total = order.options().timeouts().total();
        if (!total.equals(Timeouts.NEVER)) {
            call.timeout().timeout(total.toNanos(), TimeUnit.NANOSECONDS);
        }
        order.options().cancellation().onCancel(call::cancel);
        okhttp3.Response answer;
        try {
            answer = execute(call, progress.watch);
        } catch (ProtocolException e) {
            okhttp3.Response head = progress.head;
            if (head != null && (head.code() == NO_CONTENT || head.code() == RESET_CONTENT)) {
                return bodiless(progress, head);
            }
            throw e;
        }
        return received(order, progress, call, answer);
    }

    private static okhttp3.Response execute(Call call, InterruptWatch watch) throws IOException {
        watch.begins();
        try {
            return call.execute();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception undeclared) {
            // Kotlin declares nothing: waiting for a connection throws InterruptedException as it is
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(undeclared);
        } finally {
            watch.over();
        }
    }

    private static RawResponse received(Order order, Progress progress, Call call, okhttp3.Response answer) {
        okhttp3.Response head = Objects.requireNonNull(progress.head, "head");
        long length = answer.body().contentLength();
        if (head.code() == SWITCHING_PROTOCOLS || (head.code() == NOT_MODIFIED && length != 0)) {
            // what comes next is no HTTP, or does not come though its length is told (RFC 9110, 15.4.5): OkHttp would
            // wait
            call.cancel();
            answer.close();
            return bodiless(progress, head);
        }
        try {
            HttpHeaders headers = headers(progress, head);
            String reason = progress.reason(head.message());
            if (length == 0) {
                answer.close();
                order.permit().release();
                return new RawResponse(head.code(), reason, version(head), headers, Body.empty());
            }
            InputStream stream =
                    new NetworkBody(progress.watch.over(answer.body().byteStream()), order.request(), order.permit());
            OptionalLong known = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
            return new RawResponse(head.code(), reason, version(head), headers, Body.streaming(stream, known));
        } catch (RequestException e) {
            call.cancel();
            answer.close();
            throw e;
        }
    }

    /** OkHttp refuses a 204 or 205 with a length; nothing comes behind it, and its connection is not used again. */
    private static RawResponse bodiless(Progress progress, okhttp3.Response head) {
        progress.order.permit().release();
        String reason = progress.reason(head.message());
        return new RawResponse(head.code(), reason, version(head), headers(progress, head), Body.empty());
    }

    private static HttpHeaders headers(Progress progress, okhttp3.Response head) {
        Order order = progress.order;
        Headers fields = head.headers();
        ReceivedHead received =
                new ReceivedHead(order.request(), order.options().limits(), fields.size());
        for (int i = 0; i < fields.size(); i++) {
            received.add(fields.name(i), fields.value(i), progress);
        }
        return received.headers(head.protocol() != Protocol.HTTP_2);
    }

    private static String version(okhttp3.Response answer) {
        return switch (answer.protocol()) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_2, H2_PRIOR_KNOWLEDGE -> "HTTP/2";
            default -> "HTTP/1.1";
        };
    }

    private SecureSockets security(Tls tls) {
        SecureSockets known = securities.get(tls);
        return known != null
                ? known
                : securities.computeIfAbsent(tls, unknown -> SecureSockets.of(unknown, client.hostnameVerifier()));
    }

    /** The fields of the request in their order, behind the Host that goes first. */
    private static okhttp3.Request exactRequest(Order order, Progress progress) {
        PreparedRequest request = order.request();
        HttpHeaders own = request.headers();
        boolean none = request.method().equals("GET") || request.method().equals("HEAD");
        okhttp3.Request.Builder exact = new okhttp3.Request.Builder()
                .url(order.url())
                .method(
                        request.method(),
                        none ? null : new OutgoingBody(new CheckedBody(request.body()), progress.watch));
        if (!own.contains("Host")) {
            exact.addHeader("Host", order.target().authority());
        }
        boolean tunnelled = order.proxied() && order.url().isHttps();
        own.forEach((name, value) -> {
            if (!tunnelled || !name.equalsIgnoreCase(ProxyPass.FIELD)) {
                exact.addHeader(name, value);
            }
        });
        if (order.proxied() && !tunnelled && !own.contains(ProxyPass.FIELD)) {
            ProxyPass.of(order.options().proxy()).ifPresent(pass -> exact.addHeader(ProxyPass.FIELD, pass));
        }
        if (!own.contains(ENCODINGS)) {
            // OkHttp would ask for gzip on its own, and undo it behind our back; this is not sent
            exact.addHeader(ENCODINGS, "identity");
        }
        return exact.build();
    }

    /** What is sent of them. */
    private static Headers exactHeaders(Interceptor.Chain chain) {
        Headers all = chain.call().request().headers();
        return progress(chain).order.request().headers().contains(ENCODINGS)
                ? all
                : all.newBuilder().removeAll(ENCODINGS).build();
    }

    private static okhttp3.Response asChosen(Interceptor.Chain given) throws IOException {
        Progress progress = progress(given);
        Order order = progress.order;
        Interceptor.Chain chain = inTime(given, order.options().timeouts());
        @Nullable SecureSockets security = progress.security;
        if (security != null) {
            chain = chain.withSslSocketFactory(security.sockets(), new ChosenPerCall.Nobody())
                    .withHostnameVerifier(security.verifier());
        }
        if (order.proxied()) {
            Proxy proxy = order.options().proxy();
            chain = chain.withProxy(ProxyPass.address(proxy)).withProxyAuthenticator(new ProxyLogin(proxy));
        } else if (order.options().addresses() != AddressRule.ANY) {
            chain = chain.withDns(new AllowedOnly(order.options().addresses()));
        }
        return chain.proceed(given.request());
    }

    /** Each change makes another chain: what is as ever is left alone. */
    private static Interceptor.Chain inTime(Interceptor.Chain given, Timeouts timeouts) {
        Interceptor.Chain chain = given;
        if (chain.connectTimeoutMillis() != millis(timeouts.connect())) {
            chain = chain.withConnectTimeout(millis(timeouts.connect()), TimeUnit.MILLISECONDS);
        }
        if (chain.readTimeoutMillis() != millis(timeouts.read())) {
            chain = chain.withReadTimeout(millis(timeouts.read()), TimeUnit.MILLISECONDS);
        }
        if (chain.writeTimeoutMillis() != millis(timeouts.write())) {
            chain = chain.withWriteTimeout(millis(timeouts.write()), TimeUnit.MILLISECONDS);
        }
        return chain;
    }

    /** Sends our fields only, and hides from OkHttp what would make it answer for us. */
    private static okhttp3.Response exactly(Interceptor.Chain chain) throws IOException {
        progress(chain).awaitsHead();
        okhttp3.Request request = chain.request();
        Headers exact = exactHeaders(chain);
        okhttp3.Response answer = chain.proceed(
                request.headers().equals(exact)
                        ? request
                        : request.newBuilder().headers(exact).build());
        if (answer.body().contentLength() < -1) {
            // refused here, where OkHttp lets go of the connection: closing such a body fails in it
            throw new ProtocolException("a length below zero");
        }
        boolean acts = answer.code() == SERVICE_UNAVAILABLE || answer.code() == PROXY_AUTHENTICATION_REQUIRED;
        return acts ? answer.newBuilder().code(200).build() : answer;
    }

    private static Progress progress(Interceptor.Chain chain) {
        return (Progress) chain.getEventListener();
    }

    /** OkHttp's word for never is zero. */
    private static int millis(Duration timeout) {
        return timeout.equals(Timeouts.NEVER) ? 0 : (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
    }

    /** Reading a URL is a good part of the work for a small request, and most are asked for again, or others at the same host. */
    private Read read(String url) {
        int slot = url.hashCode() & (RECENT - 1);
        Read known = recent.get(slot);
        if (known != null && known.text().equals(url)) {
            return known;
        }
        Read read = Read.of(url, known == null ? Origin.NONE : known.origin());
        recent.set(slot, read);
        return read;
    }

    /** A URL as OkHttp reads it, if it can, and whether it would write the same: what servers see of it, or what proxies do. */
    private record Read(
            String text,
            Target target,
            Origin origin,
            @Nullable HttpUrl url,
            boolean exactTarget,
            boolean exactUrl) {
        static Read of(String text, Origin near) {
            Target target = Target.of(text);
            HttpUrl beside = near.read(target);
            HttpUrl url = beside == null ? HttpUrl.parse(target.url()) : beside;
            if (url == null) {
                return new Read(text, target, Origin.NONE, null, false, false);
            }
            boolean exact = url.toString().equals(target.url());
            Origin origin = beside == null ? Origin.of(target, url) : near;
            return new Read(text, target, origin, url, exact || asksTheSame(url, target), exact);
        }

        private static boolean asksTheSame(HttpUrl url, Target target) {
            String query = url.encodedQuery();
            String path = query == null ? url.encodedPath() : url.encodedPath() + "?" + query;
            String written = target.path();
            return written.isEmpty() ? path.equals("/") : path.equals(written);
        }
    }

    /** Scheme, host and port of a URL that was read; of others there they are not read again, if OkHttp writes them the same. */
    private record Origin(String text, @Nullable HttpUrl root) {
        static final Origin NONE = new Origin("", null);

        static Origin of(Target target, HttpUrl url) {
            String text = target.origin();
            HttpUrl root = url.resolve("/");
            return new Origin(text, root != null && root.toString().equals(text + "/") ? root : null);
        }

        /** Reads what is here; null if it is not, or may not be. */
        @Nullable
        HttpUrl read(Target target) {
            if (root == null || !target.isAt(text)) {
                return null;
            }
            String path = target.path();
            boolean host = path.startsWith("//") || path.startsWith("/\\");
            return path.startsWith("/") && !host ? root.resolve(path) : null;
        }
    }

    /** One request on its way. */
    private record Order(
            PreparedRequest request, SendOptions options, Target target, HttpUrl url, Permits.Permit permit) {
        boolean proxied() {
            return options.proxy().kind() != Proxy.Kind.NONE;
        }
    }

    /** A resolver that knows allowed addresses only; equal for equal rules, since connections are kept by it. */
    private record AllowedOnly(AddressRule rule) implements Dns {
        @Override
        public List<InetAddress> lookup(String host) throws UnknownHostException {
            return Addresses.allowed(host, Dns.SYSTEM.lookup(host), rule);
        }
    }

    /** Tells a proxy who one is when it is asked for a tunnel: at once, and not a second time if it does not like that. */
    private record ProxyLogin(Proxy proxy) implements Authenticator {
        @Override
        public okhttp3.@Nullable Request authenticate(@Nullable Route route, okhttp3.Response challenge) {
            boolean before = "OkHttp-Preemptive".equals(challenge.header("Proxy-Authenticate"));
            return before
                    ? ProxyPass.of(proxy)
                            .map(pass -> challenge
                                    .request()
                                    .newBuilder()
                                    .header(ProxyPass.FIELD, pass)
                                    .build())
                            .orElse(null)
                    : null;
        }
    }

    /** A body without a type of its own: the header fields say all. */
    private static final class OutgoingBody extends RequestBody {

        private final Body body;
        private final InterruptWatch watch;

        OutgoingBody(Body body, InterruptWatch watch) {
            this.body = body;
            this.watch = watch;
        }

        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return body.length().orElse(-1);
        }

        @Override
        public boolean isOneShot() {
            return !body.repeatable();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            if (contentLength() == 0) {
                return;
            }
            try (Source in = Okio.source(watch.besides(body.stream()))) {
                sink.writeAll(in); // straight into the segments that are sent
            }
        }
    }

    /** What travels with a call, and how far that has come; OkHttp may connect on other threads. */
    private static final class Progress extends EventListener implements ReceivedHead.Lost {
        private final Order order;
        private final @Nullable SecureSockets security;
        private final InterruptWatch watch = new InterruptWatch(this::end);
        private volatile @Nullable Call call;
        private volatile boolean connecting;
        private volatile boolean securing;
        private volatile @Nullable Connection connection;
        private volatile boolean sending;
        private volatile okhttp3.@Nullable Response head;
        private volatile boolean endless;

        Progress(Order order, @Nullable SecureSockets security) {
            this.order = order;
            this.security = security;
        }

        private void end() {
            Call under = call;
            if (under != null) {
                under.cancel();
            }
        }

        /** The lost bytes of a field, where they were noted. */
        @Override
        public Optional<String> text(String name, String utf8) {
            return noting() instanceof NotingSocket socket ? socket.field(name, utf8) : Optional.empty();
        }

        String reason(String utf8) {
            return utf8.indexOf(ReceivedHead.LOST) >= 0 && noting() instanceof NotingSocket socket
                    ? socket.reason(utf8).orElse(utf8)
                    : utf8;
        }

        /** Returns the socket, if there is one yet; one that speaks TLS notes nothing. */
        private @Nullable Socket noting() {
            Connection made = connection;
            return made == null ? null : made.socket();
        }

        NetworkFailure.Phase phase() {
            if (connection == null) {
                return securing ? NetworkFailure.Phase.SECURING : NetworkFailure.Phase.CONNECTING;
            }
            return sending ? NetworkFailure.Phase.SENDING : NetworkFailure.Phase.WAITING;
        }

        boolean reusedInVain() {
            return connection != null && !connecting && head == null && !endless;
        }

        @Override
        public void connectStart(Call call, InetSocketAddress address, java.net.Proxy proxy) {
            connecting = true;
        }

        @Override
        public void secureConnectStart(Call call) {
            securing = true;
        }

        @Override
        public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
            securing = false;
        }

        @Override
        public void connectionAcquired(Call call, Connection acquired) {
            connection = acquired;
        }

        @Override
        public void requestBodyStart(Call call) {
            sending = true;
        }

        @Override
        public void requestBodyEnd(Call call, long bytes) {
            sending = false;
        }

        /** A connection is there; OkHttp's own event for this comes when the head was read. */
        void awaitsHead() {
            if (noting() instanceof NotingSocket socket) {
                socket.begin();
            }
        }

        @Override
        public void responseHeadersEnd(Call call, okhttp3.Response response) {
            head = response;
            if (noting() instanceof NotingSocket socket) {
                socket.end();
            }
        }

        /** OkHttp says the same of a head that is too long and of one that is cut off: the latter has an end. */
        @Override
        public void responseFailed(Call call, IOException e) {
            Connection broken = connection;
            if (head == null && broken != null && e.getCause() instanceof EOFException) {
                endless = !atEnd(broken.socket());
            }
        }

        private static boolean atEnd(Socket socket) {
            try {
                socket.setSoTimeout(1);
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException nothingYet) {
                return false;
            } catch (IOException gone) {
                return true;
            }
        }
    }
}
