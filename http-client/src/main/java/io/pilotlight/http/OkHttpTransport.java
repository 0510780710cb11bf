package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The network, by OkHttp: connections, TLS and framing are its business, everything else is switched off.
 *
 * <p>The one class that knows OkHttp. Sends exactly the header fields of the prepared request; follows, repeats and decodes
 * nothing; what goes wrong becomes a {@link RequestException}.
 */
final class OkHttpTransport implements Transport {
    /** OkHttp repeats a request after a 503 with {@code Retry-After: 0}, unless it cannot see it. */
    private static final String HIDDEN_RETRY_AFTER = "X-Pilotlight-Retry-After";

    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");

    private final OkHttpClient client;

    OkHttpTransport(Pool pool, boolean http2) {
        client = new OkHttpClient.Builder()
                .protocols(http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(pool.idle(), pool.idleTime().toNanos(), TimeUnit.NANOSECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .proxy(java.net.Proxy.NO_PROXY)
                .eventListenerFactory(
                        call -> Objects.requireNonNull(call.request().tag(Progress.class), "progress"))
                .addInterceptor(OkHttpTransport::withTimeouts)
                .addNetworkInterceptor(OkHttpTransport::exactly)
                .build();
    }

    @Override
    public RawResponse send(PreparedRequest request, SendOptions options) {
        Timeouts timeouts = options.timeouts();
        if (request.body().length().orElse(1) != 0
                && (request.method().equals("GET") || request.method().equals("HEAD"))) {
            throw new InvalidBodyException(
                    "The network transport sends no body with " + request.method() + "; use POST, or ask by the query",
                    null);
        }
        Outgoing outgoing = new Outgoing(request, timeouts, exactHeaders(request));
        Progress first = new Progress();
        try {
            return call(outgoing, first);
        } catch (IOException e) {
            if (e instanceof InterruptedIOException || !mayRepeat(request, first)) {
                throw NetworkFailure.of(e, request, first.phase());
            }
        }
        client.connectionPool().evictAll();
        Progress second = new Progress();
        try {
            return call(outgoing, second);
        } catch (IOException e) {
            throw NetworkFailure.of(e, request, second.phase());
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
    }

    /** A kept connection that the server closed meanwhile is no failure, if asking again does no harm. */
    private static boolean mayRepeat(PreparedRequest request, Progress progress) {
        return progress.reusedInVain()
                && REPEATABLE.contains(request.method())
                && request.body().repeatable();
    }

    private RawResponse call(Outgoing outgoing, Progress progress) throws IOException {
        okhttp3.Request okRequest = new okhttp3.Request.Builder()
                .url(url(outgoing.request()))
                .method(outgoing.request().method(), body(outgoing.request()))
                // keeps OkHttp from asking for gzip on its own, which it would undo behind our back
                .header("Accept-Encoding", "identity")
                .tag(Outgoing.class, outgoing)
                .tag(Progress.class, progress)
                .build();
        Call call = client.newCall(okRequest);
        call.timeout().timeout(nanos(outgoing.timeouts().total()), TimeUnit.NANOSECONDS);
        okhttp3.Response answer = execute(call);
        InputStream stream = new BodyStream(answer.body().byteStream(), outgoing.request());
        long length = answer.body().contentLength();
        try {
            return new RawResponse(
                    answer.code(),
                    answer.message(),
                    version(answer),
                    incoming(answer.headers(), outgoing.request()),
                    Body.streaming(stream, length < 0 ? OptionalLong.empty() : OptionalLong.of(length)));
        } catch (RequestException e) {
            answer.close();
            throw e;
        }
    }

    private static okhttp3.Response execute(Call call) throws IOException {
        try {
            return call.execute();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception undeclared) {
            // Kotlin declares nothing: waiting for a connection throws InterruptedException as it is
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(undeclared);
        }
    }

    private static String version(okhttp3.Response answer) {
        return switch (answer.protocol()) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_2, H2_PRIOR_KNOWLEDGE -> "HTTP/2";
            default -> "HTTP/1.1";
        };
    }

    private static HttpUrl url(PreparedRequest request) {
        HttpUrl url = HttpUrl.parse(request.url());
        if (url == null) {
            throw new InvalidUrlException(
                    "Not a URL that the network transport can ask: '" + Url.shown(request.url()) + "'; check its host",
                    null);
        }
        return url;
    }

    private static @Nullable RequestBody body(PreparedRequest request) {
        boolean none = request.method().equals("GET") || request.method().equals("HEAD");
        return none ? null : new OutgoingBody(request.body());
    }

    /** The fields of the request in their order, behind the Host that goes first. */
    private static Headers exactHeaders(PreparedRequest request) {
        Headers.Builder headers = new Headers.Builder();
        if (!request.headers().contains("Host")) {
            headers.add("Host", Url.parse(request.url()).hostAndPort());
        }
        request.headers().forEach((name, value) -> {
            if (value.chars().anyMatch(c -> c > '~' || (c < ' ' && c != '\t'))) {
                throw new InvalidHeaderException(
                        "Header " + name
                                + " is not ASCII, which is all that the network transport sends; encode it (RFC 8187)",
                        null);
            }
            headers.add(name, value);
        });
        return headers.build();
    }

    private static HttpHeaders incoming(Headers received, PreparedRequest request) {
        List<String[]> fields = new ArrayList<>();
        for (int i = 0; i < received.size(); i++) {
            String name = received.name(i);
            if (name.isEmpty() && !fields.isEmpty()) {
                // a folded line arrives as a field without a name
                String[] folded = fields.get(fields.size() - 1);
                folded[1] = (folded[1] + " " + received.value(i)).strip();
            } else {
                fields.add(new String[] {name.equals(HIDDEN_RETRY_AFTER) ? "Retry-After" : name, received.value(i)});
            }
        }
        HttpHeaders.Builder headers = HttpHeaders.builder();
        try {
            fields.forEach(field -> headers.add(field[0], field[1]));
        } catch (IllegalArgumentException e) {
            throw new InvalidResponseException(
                    "The answer to " + request + " has a header field that is none; the cause says which", e);
        }
        HttpHeaders all = headers.build();
        if (Set.copyOf(all.all("Content-Length")).size() > 1) {
            throw new InvalidResponseException(
                    "The answer to " + request + " names several lengths: " + all.all("Content-Length"), null);
        }
        return all;
    }

    private static okhttp3.Response withTimeouts(Interceptor.Chain chain) throws IOException {
        Timeouts timeouts = outgoing(chain).timeouts();
        return chain.withConnectTimeout(millis(timeouts.connect()), TimeUnit.MILLISECONDS)
                .withReadTimeout(millis(timeouts.read()), TimeUnit.MILLISECONDS)
                .withWriteTimeout(millis(timeouts.write()), TimeUnit.MILLISECONDS)
                .proceed(chain.request());
    }

    private static okhttp3.Response exactly(Interceptor.Chain chain) throws IOException {
        okhttp3.Response answer = chain.proceed(
                chain.request().newBuilder().headers(outgoing(chain).headers()).build());
        String retryAfter = answer.header("Retry-After");
        if (answer.code() != 503 || retryAfter == null) {
            return answer;
        }
        return answer.newBuilder()
                .removeHeader("Retry-After")
                .header(HIDDEN_RETRY_AFTER, retryAfter)
                .build();
    }

    private static Outgoing outgoing(Interceptor.Chain chain) {
        return Objects.requireNonNull(chain.request().tag(Outgoing.class), "outgoing");
    }

    /** OkHttp's word for never is zero. */
    private static int millis(Duration timeout) {
        return timeout.equals(Timeouts.NEVER) ? 0 : (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
    }

    private static long nanos(Duration timeout) {
        return timeout.equals(Timeouts.NEVER) ? 0 : timeout.toNanos();
    }

    /** What travels with a call: the request, and the fields to send for it. */
    private record Outgoing(PreparedRequest request, Timeouts timeouts, Headers headers) {}

    /** A body without a type of its own: the header fields say all. */
    private static final class OutgoingBody extends RequestBody {
        private final Body body;

        OutgoingBody(Body body) {
            this.body = body;
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
            try (InputStream in = body.stream()) {
                in.transferTo(sink.outputStream());
            }
        }
    }

    /** How far a call has come; OkHttp may connect on other threads. */
    private static final class Progress extends EventListener {
        private volatile boolean connecting;
        private volatile boolean connected;
        private volatile boolean answered;

        NetworkFailure.Phase phase() {
            return connected ? NetworkFailure.Phase.WAITING : NetworkFailure.Phase.CONNECTING;
        }

        boolean reusedInVain() {
            return connected && !connecting && !answered;
        }

        @Override
        public void connectStart(Call call, InetSocketAddress address, java.net.Proxy proxy) {
            connecting = true;
        }

        @Override
        public void connectionAcquired(Call call, Connection connection) {
            connected = true;
        }

        @Override
        public void responseHeadersEnd(Call call, okhttp3.Response response) {
            answered = true;
        }
    }

    /** The body of an answer: says in our words why it broke off. */
    private static final class BodyStream extends ReportingStream {
        private final PreparedRequest request;

        BodyStream(InputStream in, PreparedRequest request) {
            super(in);
            this.request = request;
        }

        @Override
        RequestException report(IOException failure) {
            return NetworkFailure.of(failure, request, NetworkFailure.Phase.BODY);
        }
    }
}
