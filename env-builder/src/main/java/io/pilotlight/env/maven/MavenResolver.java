package io.pilotlight.env.maven;

import io.pilotlight.env.jar.Coordinates;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Resolves packages with Maven Resolver, in this process.
 *
 * <p>Maven Resolver does not end when it is interrupted, so it runs on a thread of its own while the caller waits and
 * hands on what it announces. If the caller is interrupted, or what it does with an event fails, the connections are
 * closed under the resolver, which then ends.
 */
public final class MavenResolver {
    private static final String MISSING =
            "Packages from Maven repositories need Maven Resolver, which is not on the class"
                    + " path: add the dependencies org.apache.maven.resolver:maven-resolver-supplier:1.9.24 and"
                    + " org.apache.maven:maven-settings-builder:3.9.11, or the jars by their paths";

    /** How long the resolver's thread gets to end after its connections were closed. */
    private static final long GRACE_SECONDS = 5;

    private final MavenRequest request;
    private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();
    private final Cancellation cancellation = new Cancellation();
    private @Nullable List<ResolvedJar> result;
    private @Nullable Throwable failure;

    private MavenResolver(MavenRequest request) {
        this.request = request;
    }

    /** What the resolver's thread does. */
    private interface Work {
        List<ResolvedJar> done(MavenSession session) throws ResolutionException;
    }

    /**
     * Resolves the request's packages with all that they need to run.
     *
     * @param request what is wanted
     * @param listener is told how far it came, on the calling thread
     * @return the files in class path order
     * @throws ResolutionException if they cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public static List<ResolvedJar> resolve(MavenRequest request, Consumer<MavenEvent> listener)
            throws ResolutionException, InterruptedException {
        return new MavenResolver(request).run(session -> session.resolve(request), listener);
    }

    /**
     * Gets exactly the given files.
     *
     * @param jars coordinates with exact versions
     * @param request where they may come from
     * @param listener is told how far it came, on the calling thread
     * @return the files in the given order
     * @throws ResolutionException if they cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public static List<ResolvedJar> fetch(List<Coordinates> jars, MavenRequest request, Consumer<MavenEvent> listener)
            throws ResolutionException, InterruptedException {
        return new MavenResolver(request).run(session -> session.fetch(jars), listener);
    }

    private List<ResolvedJar> run(Work work, Consumer<MavenEvent> listener)
            throws ResolutionException, InterruptedException {
        Thread thread = new Thread(() -> resolveWith(work, listener), "pilotlight-maven");
        thread.setDaemon(true);
        thread.start();
        try {
            while (result == null && failure == null) {
                messages.take().run();
            }
        } finally {
            if (result == null) {
                cancellation.cancel();
            }
            awaitEnd(thread);
        }
        return result == null ? failed(failure) : result;
    }

    /** Maven's libraries share packages, so they stand on the class path even where this is a module, which cannot see it. */
    private static void readClassPath() {
        ClassLoader mine = Objects.requireNonNull(MavenResolver.class.getClassLoader(), "only Java itself has none");
        MavenResolver.class.getModule().addReads(mine.getUnnamedModule());
    }

    /** Its fields are set by messages, so only the caller's thread touches them. */
    private void resolveWith(Work work, Consumer<MavenEvent> listener) {
        readClassPath();
        try (MavenSession session = MavenSession.open(
                request.sources(), cancellation, event -> messages.add(() -> listener.accept(event)))) {
            List<ResolvedJar> jars = work.done(session);
            messages.add(() -> this.result = jars);
        } catch (NoClassDefFoundError e) {
            ResolutionException missing = new ResolutionException(MISSING, List.of(String.valueOf(e.getMessage())), e);
            messages.add(() -> this.failure = missing);
        } catch (ResolutionException | RuntimeException | Error e) {
            messages.add(() -> this.failure = e);
        }
    }

    private static List<ResolvedJar> failed(@Nullable Throwable failure) throws ResolutionException {
        if (failure instanceof ResolutionException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new ResolutionException(
                "Maven Resolver failed: " + (failure == null ? "nothing is known" : failure.getMessage()),
                List.of(),
                failure);
    }

    private static void awaitEnd(Thread thread) {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
        } catch (InterruptedException again) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
