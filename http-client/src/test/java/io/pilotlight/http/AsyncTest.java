package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AsyncTest {
    @Test
    void requestsGoOutAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(8);
        HttpHandler handler = request -> {
            try {
                together.await();
            } catch (java.util.concurrent.BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
            Thread thread = Thread.currentThread();
            return HttpResponse.text(
                    200, request.query() + thread.isDaemon() + thread.getName().startsWith("pilotlight-http-"));
        };
        try (Session session = Session.builder().mount("http://svc/", handler).build()) {
            List<CompletableFuture<Response>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(session.getAsync("http://svc/?" + i));
            }
            for (int i = 0; i < 8; i++) {
                assertThat(all.get(i).get().text()).isEqualTo(i + "truetrue");
            }
        }
    }

    @Test
    void failuresAreTheSameExceptions() {
        try (Session session = Session.create()) {
            assertThatThrownBy(() -> session.getAsync("nowhere").get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(MissingSchemaException.class);
            assertThatThrownBy(() -> session.requestAsync("GET", "ftp://x", r -> r.param("a", 1))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InvalidSchemaException.class);
        }
    }

    @Test
    void cancellingEndsTheRequest() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Throwable> how = new AtomicReference<>();
        Transport transport = (request, options) -> {
            options.cancellation().onCancel(told::countDown);
            began.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                how.set(e);
                ended.countDown();
                throw new RequestInterruptedException("interrupted", e);
            }
            throw new AssertionError("waits for ever");
        };
        try (Session session = Session.builder().mount("x://", transport).build()) {
            CompletableFuture<Response> future = session.getAsync("x://y");
            began.await();
            assertThat(future.cancel(true)).isTrue();
            told.await();
            ended.await();
            assertThat(how.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aClosedSessionSaysSoAtOnce() {
        Session session = Session.create();
        session.close();
        assertThatThrownBy(() -> session.getAsync("http://x/")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anActionThatComesLateRunsAtOnce() {
        Cancellation cancellation = new Cancellation();
        List<String> ran = new ArrayList<>();
        cancellation.onCancel(() -> ran.add("early"));
        assertThat(cancellation.cancelled()).isFalse();
        cancellation.cancel();
        cancellation.cancel();
        cancellation.onCancel(() -> ran.add("late"));
        assertThat(ran).containsExactly("early", "late");
        assertThat(cancellation.cancelled()).isTrue();
    }
}
