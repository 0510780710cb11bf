package io.pilotlight.faas.pool;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads that workers live on: the one place that knows which kind they are.
 *
 * <p>Virtual threads are reached by method handles, looked up once: this is compiled for Java 17, and on Java 17, which cannot
 * build the part for 21 of a jar for several releases.
 */
@FunctionalInterface
public interface WorkerThreads {

    /**
     * Makes a thread, not started yet, without thread locals or a class loader of whoever happens to need it first: it
     * outlives them, and must not pin what is theirs.
     */
    Thread make(Runnable life, String name);

    /** Returns a maker of threads of the operating system; they are daemons. */
    static WorkerThreads platform() {
        return (life, name) -> {
            Thread thread = new Thread(null, life, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }

    /**
     * Returns a maker of virtual threads.
     *
     * @throws UnsupportedOperationException before Java 21
     */
    static WorkerThreads virtual() {
        MethodHandle make = Virtual.MAKE;
        if (make == null) {
            throw new UnsupportedOperationException("virtual threads need Java 21 or later; this is "
                    + System.getProperty("java.version") + "; leave virtualThreads() away or run on a newer Java");
        }
        return new Virtual(make);
    }

    /** Virtual threads of the Java that this happens to run on. */
    final class Virtual implements WorkerThreads {
        /** Takes a name and what to run, and gives a thread; null where there are none. */
        private static final @Nullable MethodHandle MAKE = lookUp();

        private final MethodHandle make;

        private Virtual(MethodHandle make) {
            this.make = make;
        }

        @Override
        public Thread make(Runnable life, String name) {
            Thread thread;
            try {
                thread = (Thread) make.invokeExact(name, life);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("Making a thread throws nothing that is checked", e);
            }
            thread.setContextClassLoader(null);
            return thread;
        }

        /** Puts together {@code Thread.ofVirtual().inheritInheritableThreadLocals(false).name(name).unstarted(life)}. */
        private static @Nullable MethodHandle lookUp() {
            if (Runtime.version().feature() < 21) { // in 19 and 20 they are a preview
                return null;
            }
            try {
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
                MethodHandle fresh = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
                MethodHandle inherit = lookup.findVirtual(
                        builder, "inheritInheritableThreadLocals", MethodType.methodType(builder, boolean.class));
                MethodHandle name = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
                MethodHandle unstarted =
                        lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
                MethodHandle bare =
                        MethodHandles.filterReturnValue(fresh, MethodHandles.insertArguments(inherit, 1, false));
                return MethodHandles.collectArguments(unstarted, 0, MethodHandles.foldArguments(name, bare));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "Java " + Runtime.version() + " does not make virtual threads as 21 does", e);
            }
        }
    }
}
