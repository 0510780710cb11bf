package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.time.Time;
import io.pilotlight.http.tls.TlsContext;
import io.pilotlight.http.wire.Destination;
import io.pilotlight.http.wire.HeadLimits;
import io.pilotlight.http.wire.Keep;
import io.pilotlight.http.wire.ProxyServer;
import io.pilotlight.http.wire.Resolver;
import io.pilotlight.http.wire.Waits;
import io.pilotlight.http.wire.WireClient;
import io.pilotlight.http.wire.WireException;
import io.pilotlight.http.wire.WireOptions;
import io.pilotlight.http.wire.WireRequest;
import io.pilotlight.http.wire.WireResponse;
import io.pilotlight.http.wire.WireTls;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The network, by our own HTTP/1.1: carries what OkHttp cannot, and changes nothing of what it is given. */
final class Http1Transport implements Transport {
    private static final int LAST_LATIN_1 = 0xff;

    /** How long a body waits for the server's leave, if its request asks for that; curl waits as long. */
    private static final Duration LEAVE = Duration.ofSeconds(1);

    /** For what goes without TLS. */
    private static final WireTls PLAIN = new WireTls(new ChosenPerCall(), null);

    private final WireClient client;
    private final Permits permits;
    private final Map<Tls, WireTls> trusts = new ConcurrentHashMap<>();

    Http1Transport(Pool pool, Permits permits, Time time) {
        this.permits = permits;
        this.client = new WireClient(time, new Keep(pool.idle(), pool.idle(), pool.idleTime()), Resolver.SYSTEM);
    }

    @Override
    public RawResponse send(PreparedRequest request, SendOptions options) {
        Url url = Url.parse(request.url());
        Destination to = destination(url, options);
        WireRequest outgoing = outgoing(request, url, to);
        Permits.Permit permit = permits.acquire(request, origin(url), options);
        boolean handedOver = false;
        try {
            WireResponse answer = client.send(to, outgoing, options(options));
            handedOver = true;
            InputStream stream = new NetworkBody(answer.body(), request, permit);
            OptionalLong length = answer.length() < 0 ? OptionalLong.empty() : OptionalLong.of(answer.length());
            return new RawResponse(
                    answer.status(),
                    answer.reason(),
                    answer.version(),
                    answer.headers(),
                    Body.streaming(stream, length));
        } catch (WireException e) {
            throw WireFailure.of(e, request);
        } finally {
            if (!handedOver) {
                permit.release();
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private Destination destination(Url url, SendOptions options) {
        boolean secure = url.scheme().equals("https");
        if (!secure && !url.scheme().equals("http")) {
            throw new InvalidSchemaException(
                    "HTTP/1.1 is not spoken to '" + url.scheme() + "' URLs; start it with http:// or https://", null);
        }
        return new Destination(
                secure,
                url.host(),
                url.effectivePort(),
                proxy(options.proxy()),
                secure || options.proxy().kind() == Proxy.Kind.HTTPS
                        ? trusts.computeIfAbsent(options.tls(), Http1Transport::trust)
                        : PLAIN);
    }

    private static String origin(Url url) {
        return url.scheme() + "://" + url.hostAndPort();
    }

    private static @Nullable ProxyServer proxy(Proxy proxy) {
        return proxy.kind() == Proxy.Kind.NONE
                ? null
                : new ProxyServer(
                        ProxyServer.Kind.valueOf(proxy.kind().name()),
                        proxy.host(),
                        proxy.port(),
                        proxy.user().orElse(""),
                        proxy.password().orElse(""));
    }

    private static WireTls trust(Tls tls) {
        TlsContext context = tls.context();
        return new WireTls(
                context.context().getSocketFactory(), context.verifiesNames() ? null : (host, session) -> true);
    }

    private static WireRequest outgoing(PreparedRequest request, Url url, Destination to) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        if (!request.headers().contains("Host")) {
            headers.add("Host", url.hostAndPort());
        }
        boolean tunnelled = to.proxy() != null && !to.absoluteForm();
        request.headers().forEach((name, value) -> {
            requireLatin1(name, value);
            if (!tunnelled || !name.equalsIgnoreCase(ProxyPass.FIELD)) {
                headers.add(name, value);
            }
        });
        if (to.absoluteForm() && to.proxy() != null) {
            to.proxy().authorization().ifPresent(pass -> headers.setIfAbsent(ProxyPass.FIELD, pass));
        }
        String target = to.absoluteForm() ? "http://" + url.hostAndPort() + url.target() : url.target();
        try {
            return new WireRequest(request.method(), target, headers.build(), request.body());
        } catch (IllegalArgumentException e) {
            throw new InvalidUrlException("Not to be sent as it is: " + request + "; the cause says why", e);
        }
    }

    private static void requireLatin1(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > LAST_LATIN_1) {
                throw HeaderRules.beyondLatin1(name);
            }
        }
    }

    private static WireOptions options(SendOptions options) {
        Timeouts timeouts = options.timeouts();
        return new WireOptions(
                new Waits(timeouts.connect(), timeouts.read(), timeouts.write(), timeouts.total(), LEAVE),
                new HeadLimits(options.limits().headerBytes(), options.limits().headerFields()),
                options.addresses()::allows,
                options.cancellation()::onCancel);
    }
}
