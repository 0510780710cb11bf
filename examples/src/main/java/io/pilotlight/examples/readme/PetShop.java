package io.pilotlight.examples.readme;

import io.pilotlight.core.json.TypeRef;
import io.pilotlight.http.Part;
import io.pilotlight.http.Retries;
import io.pilotlight.http.Session;
import io.pilotlight.http.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A client of a web service: one session, shared by all threads. */
public final class PetShop implements AutoCloseable {
    record Pet(int id, String name) {}

    private final Session session;

    PetShop(Session.Builder settings) {
        session = settings.timeouts(Timeouts.of(Duration.ofSeconds(5)).withTotal(Duration.ofMinutes(1)))
                .retries(Retries.of(3))
                .build();
    }

    static PetShop at(String url, String token) {
        return new PetShop(Session.builder().baseUrl(url).bearer(token));
    }

    List<Pet> pets(String kind) {
        return session.get("/pets", r -> r.param("kind", kind)).raiseForStatus().json(new TypeRef<List<Pet>>() {});
    }

    Pet add(String name, Path photo) {
        return session.post("/pets", r -> r.form("name", name).file("photo", Part.of(photo)))
                .raiseForStatus()
                .json(Pet.class);
    }

    @Override
    public void close() {
        session.close();
    }
}
