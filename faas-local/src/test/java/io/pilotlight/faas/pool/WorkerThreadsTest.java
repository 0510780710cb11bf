package io.pilotlight.faas.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkerThreadsTest {
    private static final boolean HAS_VIRTUAL = Runtime.version().feature() >= 21;

    @Test
    void platformThreadsAreNamedDaemonsThatTakeNothingAlong() throws Exception {
        Thread thread = takesNothingAlong(WorkerThreads.platform());
        assertThat(thread.isDaemon()).isTrue();
        assertThat(isVirtual(thread)).isFalse();
    }

    @Test
    void virtualThreadsAreNamedAndTakeNothingAlongEither() throws Exception {
        assumeTrue(HAS_VIRTUAL, "virtual threads need Java 21");
        assertThat(isVirtual(takesNothingAlong(WorkerThreads.virtual()))).isTrue();
    }

    @Test
    void saysWhatToDoWhereThereAreNoVirtualThreads() {
        assumeFalse(HAS_VIRTUAL, "there are virtual threads");
        assertThatThrownBy(WorkerThreads::virtual)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("virtual threads need Java 21 or later; this is " + System.getProperty("java.version")
                        + "; leave virtualThreads() away or run on a newer Java");
    }

    private static Thread takesNothingAlong(WorkerThreads threads) throws Exception {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        List<@Nullable Object> seen = Collections.synchronizedList(new ArrayList<>());
        Thread thread;
        try (URLClassLoader callers = new URLClassLoader(new URL[0])) {
            local.set("the caller's");
            caller.setContextClassLoader(callers);
            thread = threads.make(
                    () -> {
                        seen.add(local.get());
                        seen.add(Thread.currentThread().getContextClassLoader());
                    },
                    "a name");
        } finally {
            caller.setContextClassLoader(before);
            local.remove();
        }
        assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
        assertThat(thread.getName()).isEqualTo("a name");
        thread.start();
        thread.join();
        assertThat(seen).containsExactly(null, null);
        return thread;
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return HAS_VIRTUAL && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }
}
