package io.pilotlight.server;

import io.pilotlight.core.http.HttpHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty's core server, set up; {@link JettyExchange} is the other class that knows Jetty. */
final class JettyEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 1;
    private static final int IDLE_MILLIS = 60_000;

    /** How long it takes a thread to end that has nothing left to do, and much more. */
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    /** What RFC 3986 does not permit in a target; all else in it is the handler's to judge, for nothing is decoded. */
    private static final Set<Violation> REFUSED = EnumSet.of(
            Violation.BAD_PERCENT_ENCODING, Violation.ILLEGAL_PATH_CHARACTERS, Violation.USER_INFO, Violation.FRAGMENT);

    private final Server server;
    private final ServerConnector connector;
    private final JettyExchange.Bridge bridge;
    private final Staff staff;

    private JettyEngine(Server server, ServerConnector connector, JettyExchange.Bridge bridge, Staff staff) {
        this.server = server;
        this.connector = connector;
        this.bridge = bridge;
        this.staff = staff;
    }

    /** Who works for one server: the threads, of which one keeps the time. */
    private record Staff(Crew crew, ScheduledExecutorService timer) {
        static Staff hire() {
            Crew crew = new Crew();
            ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, crew.named("pilotlight-http-timer"));
            timer.setRemoveOnCancelPolicy(true);
            return new Staff(crew, timer);
        }

        void leave() throws InterruptedException {
            timer.shutdownNow();
            crew.awaitEnd(LONGEST_END);
        }
    }

    static JettyEngine start(HttpHandler handler, Listening listening) {
        Staff staff = Staff.hire();
        Server server =
                new Server(threads(listening, staff.crew()), new ScheduledExecutorScheduler(staff.timer()), null);
        ServerConnector connector = connector(server, listening);
        server.addConnector(connector);
        JettyExchange.Bridge bridge = new JettyExchange.Bridge(handler, listening.maxBody());
        server.setHandler(new GracefulHandler(bridge));
        server.setErrorHandler(new JettyExchange.PlainErrors());
        server.setStopTimeout(listening.stopTimeout().toMillis());
        JettyEngine engine = new JettyEngine(server, connector, bridge, staff);
        try {
            server.start();
        } catch (Exception e) {
            engine.close();
            throw new CannotListenException(listening.host(), listening.port(), e);
        }
        return engine;
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            connector.close();
            closeIdleConnections();
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("Requests were cut off when the server at port {} stopped", connector.getPort(), e);
        }
    }

    private void stop() throws Exception {
        try {
            server.stop();
        } finally {
            staff.leave();
        }
    }

    /** Jetty would wait a second for clients that keep a connection in store. */
    private void closeIdleConnections() {
        for (EndPoint connection : connector.getConnectedEndPoints()) {
            if (!bridge.isBusy(connection)) {
                connection.close();
            }
        }
    }

    private static QueuedThreadPool threads(Listening listening, Crew crew) {
        int most = listening.maxThreads() + ACCEPTORS + SELECTORS;
        QueuedThreadPool pool =
                new QueuedThreadPool(most, 2, IDLE_MILLIS, 0, null, null, crew.named("pilotlight-http"));
        pool.setName("pilotlight-http");
        return pool;
    }

    private static ServerConnector connector(Server server, Listening listening) {
        ServerConnector connector =
                new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(protocol()));
        connector.setHost(listening.host());
        connector.setPort(listening.port());
        connector.setIdleTimeout(listening.idleTimeout().toMillis());
        return connector;
    }

    private static HttpConfiguration protocol() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setUriCompliance(new UriCompliance("pilotlight", EnumSet.complementOf(EnumSet.copyOf(REFUSED))));
        return http;
    }
}
