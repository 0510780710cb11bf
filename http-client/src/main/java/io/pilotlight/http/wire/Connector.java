package io.pilotlight.http.wire;

import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes a connection: finds addresses, tries them in order, and goes through proxy and TLS. */
final class Connector {
    private final Resolver resolver;
    private final Destination to;
    private final Call call;

    Connector(Resolver resolver, Destination to, Call call) {
        this.resolver = resolver;
        this.to = to;
        this.call = call;
    }

    Connection connect() throws IOException {
        ProxyServer proxy = to.proxy();
        if (proxy == null) {
            return overEachOf(addresses(to.host(), call.options().addresses()), to.port(), this::secured);
        }
        @Nullable InetAddress target = proxy.kind().findsAddresses() ? refusingLiteral() : first();
        try {
            return overEachOf(
                    addresses(proxy.host(), any -> true), proxy.port(), socket -> through(proxy, target, socket));
        } catch (IOException e) {
            throw asProxyFailure(e, proxy);
        }
    }

    /** What is done with a fresh connection. */
    private interface Setup {
        Connection on(TimedSocket socket) throws IOException;
    }

    private Connection overEachOf(List<InetAddress> addresses, int port, Setup setup) throws IOException {
        @Nullable IOException failure = null;
        for (InetAddress address : addresses) {
            try {
                return over(address, port, setup);
            } catch (WireException e) {
                if (e.kind() != Kind.NO_CONNECTION && e.kind() != Kind.CONNECT_TIMEOUT) {
                    throw e;
                }
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null ? new UnknownHostException(to.host()) : failure;
    }

    private Connection over(InetAddress address, int port, Setup setup) throws IOException {
        call.patience().connecting();
        TimedSocket socket = new TimedSocket(call.patience());
        try {
            call.attach(socket);
            try {
                socket.connect(address, port);
            } catch (IOException e) {
                throw call.explain(e, Kind.NO_CONNECTION, address.getHostAddress() + ":" + port + " took none");
            }
            Connection made = setup.on(socket);
            call.patience().connected();
            return made;
        } catch (IOException e) {
            WireException meaning = call.explain(e, Kind.BROKEN, "the connection broke while it was made");
            socket.abort();
            throw meaning;
        } catch (RuntimeException e) {
            socket.abort();
            throw e;
        }
    }

    private Connection through(ProxyServer proxy, @Nullable InetAddress target, TimedSocket line) throws IOException {
        Socket socket = proxy.kind() == ProxyServer.Kind.HTTPS
                ? Secured.over(line, proxy.host(), proxy.port(), to.tls())
                : line;
        if (to.absoluteForm()) {
            return new Connection(to.key(), line, socket);
        }
        String host = Hosts.bare(to.host());
        switch (proxy.kind()) {
            case HTTP, HTTPS ->
                new Tunnel(proxy, socket.getInputStream(), socket.getOutputStream())
                        .connect(to.host(), to.port(), call.options().limits());
            case SOCKS4, SOCKS4A ->
                new Socks4(proxy, socket.getInputStream(), socket.getOutputStream()).connect(target, host, to.port());
            case SOCKS5, SOCKS5H ->
                new Socks5(proxy, socket.getInputStream(), socket.getOutputStream()).connect(target, host, to.port());
        }
        return to.secure()
                ? new Connection(to.key(), line, Secured.over(socket, to.host(), to.port(), to.tls()))
                : new Connection(to.key(), line, socket);
    }

    private Connection secured(TimedSocket line) throws IOException {
        return new Connection(to.key(), line, to.secure() ? Secured.over(line, to.host(), to.port(), to.tls()) : line);
    }

    private List<InetAddress> addresses(String host, Predicate<InetAddress> allowed) throws WireException {
        String bare = Hosts.bare(host);
        InetAddress[] found;
        try {
            found = resolver.addresses(bare);
        } catch (UnknownHostException e) {
            throw new WireException(Kind.UNKNOWN_HOST, "no such host: " + bare, e);
        }
        List<InetAddress> usable = new ArrayList<>();
        for (InetAddress each : found) {
            if (allowed.test(each)) {
                usable.add(each);
            }
        }
        if (usable.isEmpty()) {
            throw new WireException(
                    Kind.ADDRESS_REFUSED,
                    "no address of " + bare + " may be connected to, not " + found[0].getHostAddress(),
                    null);
        }
        return usable;
    }

    private InetAddress first() throws WireException {
        List<InetAddress> found = addresses(to.host(), call.options().addresses());
        boolean old = to.proxy() != null && to.proxy().kind() == ProxyServer.Kind.SOCKS4;
        for (InetAddress each : found) {
            if (old && each.getAddress().length == 4) {
                return each;
            }
        }
        return found.get(0);
    }

    /** The proxy finds the address; one that is written out can be checked all the same. */
    private @Nullable InetAddress refusingLiteral() throws WireException {
        if (Hosts.isAddress(to.host())) {
            return addresses(to.host(), call.options().addresses()).get(0);
        }
        return null;
    }

    /** What fails on the way to a proxy, or in talking to it, is the proxy's; TLS behind it, and limits, are not. */
    private static IOException asProxyFailure(IOException e, ProxyServer proxy) {
        if (!(e instanceof WireException failure)) {
            return new WireException(Kind.PROXY, "no connection with the " + proxy, e);
        }
        return switch (failure.kind()) {
            case DEADLINE, INTERRUPTED, CANCELLED, PROXY, TLS -> failure;
            default ->
                new WireException(
                        Kind.PROXY, "no connection by way of the " + proxy + ": " + WireException.reason(e), e);
        };
    }
}
