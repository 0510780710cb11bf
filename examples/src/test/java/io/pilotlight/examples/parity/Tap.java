package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recording server, seen from this side; asked by another client than the one that is measured. */
final class Tap {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Placeholders env;

    Tap(Placeholders env) {
        this.env = env;
    }

    Placeholders env() {
        return env;
    }

    /** Forgets what it saw. */
    void mark() {
        ask("/_tap/mark");
    }

    /** Returns each request that it saw since the mark, as it came. */
    List<Fields> drain() {
        return Fields.objects(ask("/_tap/drain"));
    }

    private @Nullable Object ask(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(env.value("base") + path)).build();
        try {
            byte[] answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            return Json.standard().read(answer, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the recording server was asked for " + path, e);
        }
    }
}
