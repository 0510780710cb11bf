package io.pilotlight.http;

import io.pilotlight.core.time.Time;

/**
 * The network: by OkHttp, and by our own HTTP/1.1 what OkHttp would refuse, rewrite, or cannot reach. Both draw on one number
 * of connections.
 */
final class NetworkTransport implements Transport {
    private final OkHttpTransport okHttp;
    private final Http1Transport http1;

    NetworkTransport(Pool pool, boolean http2) {
        okHttp = new OkHttpTransport(pool, http2);
        http1 = new Http1Transport(pool, okHttp.permits(), Time.system());
    }

    @Override
    public RawResponse send(PreparedRequest request, SendOptions options) {
        return okHttp.carries(request, options.proxy()) ? okHttp.carry(request, options) : http1.send(request, options);
    }

    @Override
    public void close() {
        okHttp.close();
        http1.close();
    }
}
