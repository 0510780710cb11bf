package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.LocalRuntime;
import io.pilotlight.http.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A function that asks a service which does not answer is ended by its time-out, and its worker is good for the next event. */
@Timeout(60)
class SilentServiceTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final VirtualTime time = VirtualTime.create();
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

    @Test
    void endsByTheTimeOutOfTheFunction() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Session session = Session.builder().environment(Map.of()).build();
                LocalRuntime runtime = LocalRuntime.builder().time(time).build()) {
            Thread silent = new Thread(() -> hearOut(listening, asked, over));
            silent.setDaemon(true);
            silent.start();
            String url = "http://127.0.0.1:" + listening.getLocalPort() + "/";
            runtime.deploy(FunctionDefinition.builder("asks", Boolean.class, (really, context) -> {
                        workers.add(Thread.currentThread());
                        return really ? session.get(url).status() : 0;
                    })
                    .limits(Limits.builder()
                            .timeout(TIMEOUT)
                            .maximumConcurrency(1)
                            .build())
                    .build());

            CompletableFuture<Outcome<Integer>> first = runtime.invokeAsync("asks", true, Integer.class);
            asked.await();
            time.advance(TIMEOUT);
            assertThat(first.get()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(runtime.invoke("asks", false, Integer.class).orThrow()).isZero();
            time.advance(Duration.ofSeconds(30));
            assertThat(runtime.runaways()).isEmpty();
            assertThat(workers).hasSize(1);
        } finally {
            over.countDown();
        }
    }

    private static void hearOut(ServerSocket listening, CountDownLatch asked, CountDownLatch over) {
        try (Socket socket = listening.accept()) {
            socket.getInputStream().read();
            asked.countDown();
            over.await();
        } catch (IOException | InterruptedException e) {
            asked.countDown();
        }
    }
}
