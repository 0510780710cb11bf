package io.pilotlight.examples.readme;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.json.TypeRef;
import io.pilotlight.http.Auth;
import io.pilotlight.http.CookieJar;
import io.pilotlight.http.HttpStatusException;
import io.pilotlight.http.Limits;
import io.pilotlight.http.Link;
import io.pilotlight.http.Netrc;
import io.pilotlight.http.Pages;
import io.pilotlight.http.Part;
import io.pilotlight.http.Pool;
import io.pilotlight.http.PreparedRequest;
import io.pilotlight.http.ProblemException;
import io.pilotlight.http.Proxies;
import io.pilotlight.http.Proxy;
import io.pilotlight.http.RedirectPolicy;
import io.pilotlight.http.Request;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.Requests;
import io.pilotlight.http.Response;
import io.pilotlight.http.Retries;
import io.pilotlight.http.Session;
import io.pilotlight.http.Status;
import io.pilotlight.http.StreamedResponse;
import io.pilotlight.http.Timeouts;
import io.pilotlight.http.Tls;
import io.pilotlight.http.Transport;
import io.pilotlight.http.cassette.Cassette;
import io.pilotlight.http.download.Download;
import io.pilotlight.http.download.Downloaded;
import io.pilotlight.http.sse.EventSource;
import io.pilotlight.http.sse.ServerSentEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The lines that the README of {@code http-client} shows; nobody calls them. */
final class HttpByNeed {
    private static final String URL = "https://pets.example/pets";

    private HttpByNeed() {}

    record Pet(int id, String name) {}

    static void call() {
        Response answer = Requests.get("https://pets.example/pets", r -> r.param("kind", List.of("dog", "cat")));
        List<Pet> pets = answer.raiseForStatus().json(new TypeRef<List<Pet>>() {});

        Requests.post("https://pets.example/pets", r -> r.json(Map.of("name", "Rex")));
        Requests.post("https://pets.example/login", r -> r.form("user", "me").form("password", "secret"));
        Requests.put("https://pets.example/notes/1", r -> r.body("good dog"));
        Requests.request("PURGE", "https://pets.example/pets", r -> r.timeout(Duration.ofSeconds(2)));
        System.out.println(pets);
    }

    static void session() {
        try (Session session = Session.builder()
                .baseUrl("https://pets.example/v1")
                .header("Accept", "application/json")
                .param("lang", "en")
                .timeout(Duration.ofSeconds(5))
                .build()) {
            Pet rex = session.get("/pets/1").json(Pet.class);
            session.delete("/pets/1", r -> r.withoutHeader("Accept").param("lang", null));
            System.out.println(rex);
        }
    }

    static void answer(Session session) {
        Response answer = session.get("https://pets.example/pets");
        int status = answer.status(); // Status.NOT_FOUND and its like are names
        String type = answer.headers().first("Content-Type").orElse("");
        String text = answer.text(); // also content(), lines(), chunks(n), json(...)
        List<Response> hops = answer.history(); // redirects and challenges, oldest first
        System.out.println(status + type + text + hops + answer.elapsed() + answer.attempts());
    }

    static void stream(Session session, Path file) throws IOException {
        try (StreamedResponse log = session.stream("GET", "https://pets.example/log")) {
            log.head().raiseForStatus();
            log.lines().filter(line -> line.contains("WARN")).forEach(System.out::println);
        }
        try (StreamedResponse big = session.stream("GET", "https://pets.example/dump.tar")) {
            Files.copy(big.stream(), file); // also reader(), chunks(n), bytes(), raw()
        }
    }

    static void upload(Session session, InputStream stream) throws IOException {
        Body dump = Body.of(Path.of("dump.tar")); // has a length, and can be sent again
        session.put("https://pets.example/dump", r -> r.body(dump));
        session.post("https://pets.example/feed", r -> r.body(stream)); // in chunks, once
        session.post("https://pets.example/pets", r -> r.form("name", "Rex")
                .file("photo", Part.of(Path.of("rex.jpg")).type("image/jpeg"))
                .file("note", Part.of("note.txt", "good dog")));
    }

    static void cookies(Path file) {
        CookieJar jar = Files.exists(file) ? CookieJar.load(file) : new CookieJar();
        try (Session session = Session.builder().cookies(jar).build()) {
            session.post("https://pets.example/login", r -> r.form("user", "me").form("password", "secret"));
            jar.save(file, true); // true: those that end with the session too
        }
    }

    static void auth(Session session, String token) {
        Auth digest = Auth.digest("me", "secret"); // to be kept: it knows what servers asked for
        session.get(URL, r -> r.basicAuth("me", "secret"));
        session.get(URL, r -> r.bearer(token));
        session.get(URL, r -> r.auth(digest));
        session.get(URL, r -> r.auth(request -> request.withHeader("X-Key", token)));
        Session.builder().netrc(Netrc.fromEnvironment(System.getenv())); // never read unless asked for
    }

    static void timeouts(Session session) {
        Timeouts patient = Timeouts.of(Duration.ofSeconds(3), Duration.ofMinutes(2)); // to connect; between bytes
        session.get(URL, r -> r.timeouts(patient.withTotal(Duration.ofMinutes(10))));
    }

    static void redirects(Session session) {
        RedirectPolicy careful = RedirectPolicy.DEFAULT
                .withMax(5)
                .withoutPrivateAddresses()
                .withoutDowngrade()
                .withSensitive("X-Tenant");
        session.get(URL, r -> r.redirects(careful));

        Response redirect = session.get(URL, r -> r.followRedirects(false));
        redirect.next().ifPresent(session::send);
    }

    static void proxies() {
        Session.builder().proxy(Proxy.of("socks5h://proxy.example:1080"));
        Session.builder()
                .proxies(Proxies.of(Map.of(
                        "https",
                        "http://me:secret@proxy.example:3128",
                        "no_proxy",
                        "localhost,.corp.example,10.0.0.0/8")));
        Session.builder().environment(Map.of()); // what HTTP_PROXY and the like say does not count
    }

    static void tls() {
        Tls company = Tls.trusting(Path.of("company-ca.pem")).withClientCertificate(Path.of("me.pem"));
        Session.builder().tls(company);
    }

    static void retries() {
        Session.builder().retries(Retries.of(3));
        Session.builder()
                .retries(Retries.builder()
                        .total(5)
                        .statuses(429, 503)
                        .backoff(Duration.ofMillis(200), Duration.ofSeconds(5))
                        .failsWhenExhausted(false) // the last answer rather than an exception
                        .build());
    }

    static void async(Session session) {
        CompletableFuture<Response> dogs = session.getAsync("https://pets.example/dogs");
        CompletableFuture<Response> cats = session.getAsync("https://pets.example/cats");
        System.out.println(dogs.join().text() + cats.join().text());
    }

    static void hooks() {
        Session.builder()
                .onRequest(request -> request.withHeader("X-Trace", "4711"))
                .onResponse((response, options) -> response.raiseForStatus());
    }

    static void pages(Session session) {
        for (Response page : Pages.of(session::get, "https://pets.example/pets").limit(100)) {
            page.json(new TypeRef<List<Pet>>() {}).forEach(System.out::println);
        }
        String next = session.get("https://pets.example/pets")
                .link("next")
                .map(Link::url)
                .orElse("");
        System.out.println(next);
    }

    static void errors(Session session) {
        try {
            session.get(URL).raiseForStatus();
        } catch (ProblemException e) { // application/problem+json
            e.problem().ifPresent(problem -> System.err.println(problem.title() + ": " + problem.detail()));
        } catch (HttpStatusException e) {
            boolean gone = e.response().map(Response::status).orElse(0) == Status.GONE;
            System.err.println(gone ? "It is gone" : e.getMessage());
        } catch (RequestException e) { // no answer at all
            System.err.println((e.timedOut() ? "Later: " : "") + e.getMessage());
        }
    }

    static void curl(Session session) {
        PreparedRequest prepared = session.prepare(Request.builder("POST", URL)
                .bearer("secret")
                .json(Map.of("name", "Rex"))
                .build());
        System.out.println(prepared.toCurl()); // secrets are masked
        session.send(prepared);
    }

    static void explain(Session session) {
        Request request = Request.builder("GET", "https://pets.example/").build();
        System.out.println(session.explain(request)); // proxy, auth, tls and all else; secrets are masked
    }

    static void limits() {
        Session.builder().limits(Limits.DEFAULT.withBody(1 << 20)).pool(Pool.of(8));
    }

    static void cassette(Path file) {
        try (Session session = Session.builder()
                .mount("https://", Cassette.recordingMissing(file, Transport.network()))
                .build()) {
            session.get("https://pets.example/pets"); // the next run, and each after it, needs no network
        }
    }

    static void handler(HttpHandler handler) {
        try (Session session = Session.builder().mount("http://pets/", handler).build()) {
            session.get("http://pets/pets?kind=dog");
        }
    }

    static void events(Session session) {
        try (EventSource events = EventSource.builder(session, "https://pets.example/feed")
                .reconnects(5)
                .open()) {
            for (ServerSentEvent event : events) {
                System.out.println(event.name() + ": " + event.data());
            }
        }
    }

    static void download(Session session) throws IOException {
        Downloaded done = Download.builder(session, "https://pets.example/dump.tar", Path.of("dump.tar"))
                .sha256("2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")
                .progress((bytes, total) -> System.out.println(bytes + " of " + total))
                .build()
                .run();
        System.out.println(done);
    }
}
