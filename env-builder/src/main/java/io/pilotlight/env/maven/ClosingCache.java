package io.pilotlight.env.maven;

import java.io.Closeable;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.RepositoryCache;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;

/** Keeps what the resolver keeps between requests, and knows its HTTP connections, which nothing else can close. */
final class ClosingCache implements RepositoryCache {
    private final RepositoryCache values = new DefaultRepositoryCache();
    private final Cancellation cancellation;

    ClosingCache(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    @Override
    public void put(RepositorySystemSession session, Object key, Object value) {
        values.put(session, key, value);
        if (value instanceof Closeable connections) {
            cancellation.closing(connections);
        }
    }

    @Override
    public @Nullable Object get(RepositorySystemSession session, Object key) {
        return values.get(session, key);
    }
}
