package io.pilotlight.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Runs requests on threads of their own: daemons that end a second after the last one. */
final class Background {
    private final AtomicLong threads = new AtomicLong();
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    /** Starts what answers; giving up the future interrupts it and cancels what it was given. */
    <T> CompletableFuture<T> run(Function<Cancellation, T> request) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Cancellation cancellation = new Cancellation();
        Future<?> running = executor.submit(() -> {
            try {
                future.complete(request.apply(cancellation));
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        CompletableFuture<T> unused = future.whenComplete((value, failure) -> {
            if (future.isCancelled()) {
                cancellation.cancel();
                running.cancel(true);
            }
        });
        return future;
    }

    private Thread thread(Runnable life) {
        Thread thread = new Thread(null, life, "pilotlight-http-" + threads.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
