package io.pilotlight.server;

import java.net.InetSocketAddress;

/** A server that runs: what each implementation gives to {@link HttpServer}. */
interface Engine extends AutoCloseable {

    /** Returns where it listens; never port 0. */
    InetSocketAddress address();

    /** Stops within the stop timeout and a moment; called once. */
    @Override
    void close();
}
