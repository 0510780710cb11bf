package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DigestTest {
    private static Digest digest(String user, String password, String cnonce) {
        return new Digest(new DigestAnswer.Credentials(user, password), true, () -> cnonce);
    }

    private static Response challenged(String url, Body body, String... challenges) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        for (String challenge : challenges) {
            headers.add("WWW-Authenticate", challenge);
        }
        return Response.alone(
                new PreparedRequest("GET", url, HttpHeaders.empty(), body),
                new RawResponse(401, "", "HTTP/1.1", headers.build(), Body.empty()));
    }

    private static String field(PreparedRequest request) {
        return request.headers().first("Authorization").orElse("-");
    }

    private static String answered(Digest digest, String path, String... challenges) {
        return digest.answer(challenged("http://h.org" + path, Body.empty(), challenges))
                .map(DigestTest::field)
                .orElse("-");
    }

    @Nested
    class TheExamplesOfTheRfcs {
        private static final String COMMON = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", "
                + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
                + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

        @Test
        void rfc7616WithTheFirstOfTwoAlgorithms() {
            assertThat(answered(
                            digest("Mufasa", "Circle of Life", CNONCE),
                            "/dir/index.html",
                            "Digest " + COMMON + ", algorithm=SHA-256",
                            "Digest " + COMMON + ", algorithm=MD5"))
                    .isEqualTo("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", "
                            + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", "
                            + "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\", "
                            + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", algorithm=\"SHA-256\", "
                            + "qop=\"auth\", nc=00000001, cnonce=\"" + CNONCE + "\"");
        }

        @Test
        void rfc7616WithMd5() {
            assertThat(answered(
                            digest("Mufasa", "Circle of Life", CNONCE),
                            "/dir/index.html",
                            "Digest " + COMMON + ", algorithm=MD5"))
                    .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
        }

        /** The values that the RFC prints are not of SHA-512/256 (its erratum 4897): these are as Python's hashlib makes them. */
        @Test
        void rfc7616WithAHashedNameBeyondAscii() {
            assertThat(
                            answered(
                                    digest("Jäsøn Doe", "Secret, or not?", "NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm"),
                                    "/doe.json",
                                    "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256, "
                                            + "nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", "
                                            + "opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", charset=UTF-8, userhash=true"))
                    .contains("username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"")
                    .contains("response=\"7a4e1192babbba02e91182d2895bfdbf7adafc6e48d4e517ca301974843d840c\"")
                    .endsWith(", userhash=true");
        }

        @Test
        void rfc2617() {
            assertThat(answered(
                            digest("Mufasa", "Circle Of Life", "0a4f113b"),
                            "/dir/index.html",
                            "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", "
                                    + "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                                    + "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""))
                    .contains("response=\"6629fae49393a05397450978507c4ef1\"")
                    .doesNotContain("algorithm");
        }

        @Test
        void rfc2069() {
            assertThat(answered(
                            digest("Mufasa", "CircleOfLife", "unused"),
                            "/dir/index.html",
                            "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\""))
                    .isEqualTo("Digest username=\"Mufasa\", realm=\"testrealm@host.com\", "
                            + "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", "
                            + "response=\"1949323746fe6a43ef61f9606e7febea\"");
        }
    }

    @Nested
    class TheField {
        @Test
        void standsWithoutQuotesWhereTheRfcWantsNone() {
            Digest strict = new Digest(new DigestAnswer.Credentials("u", "p"), false, () -> "c");
            assertThat(answered(strict, "/", "Digest realm=r, nonce=n, qop=auth, algorithm=MD5"))
                    .contains(", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\"");
        }

        @Test
        void namesPathAndQueryAndEscapesQuotes() {
            assertThat(answered(digest("a\"b\\c", "p", "c"), "/x?y=%20z#f", "Digest realm=\"r\\\"s\", nonce=n"))
                    .startsWith("Digest username=\"a\\\"b\\\\c\", realm=\"r\\\"s\"")
                    .contains("uri=\"/x?y=%20z\"");
        }

        @ParameterizedTest
        @CsvSource({
            "Digest realm=r nonce=n, Digest username=\"J\u00c3\u00a4s\u00c3\u00b8n\"",
            "'Digest realm=r, nonce=n, charset=utf-8', Digest username*=UTF-8''J%C3%A4s%C3%B8n",
        })
        void carriesNamesBeyondAscii(String challenge, String start) {
            assertThat(answered(digest("Jäsøn", "p", "c"), "/", challenge)).startsWith(start);
        }

        @ParameterizedTest
        @CsvSource({
            "Basic realm=r",
            "'Digest realm=r'",
            "'Digest realm=r, nonce=n, algorithm=MD4'",
            "'Digest realm=r, nonce=n, qop=other'",
            "Negotiate",
        })
        void isNotMadeForWhatIsNotKnown(String challenge) {
            assertThat(answered(digest("u", "p", "c"), "/", challenge)).isEqualTo("-");
        }

        @Test
        void passesOverWhatIsNotKnown() {
            assertThat(
                            answered(
                                    digest("u", "p", "c"),
                                    "/",
                                    "Basic realm=\"x, Digest\", Digest realm=a, nonce=1, algorithm=SHA-3, Digest realm=b, nonce=2"))
                    .contains("realm=\"b\"");
        }

        @Test
        void showsNoSecret() {
            assertThat(Auth.digest("name", "secret")).hasToString("Digest ***");
            assertThat(new DigestAnswer.Credentials("name", "secret")).hasToString("***");
        }
    }

    /** A server that works the answer out for itself, and takes each count once. */
    private static final class Server implements HttpHandler {
        private final String algorithm;
        private final String hash;
        private final String offer;
        private final Set<String> counts = ConcurrentHashMap.newKeySet();
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final AtomicInteger challenges = new AtomicInteger();
        volatile String nonce = "n1";
        volatile String next = "";

        Server(String algorithm, String hash, String offer) {
            this.algorithm = algorithm;
            this.hash = hash;
            this.offer = offer;
        }

        @Override
        public HttpResponse handle(HttpRequest request) throws java.io.IOException {
            String field = request.headers().first("Authorization").orElse("");
            Map<String, String> said = Challenge.parameters(field.replaceFirst("^Digest ", ""));
            asked.add(said.getOrDefault("nonce", "-") + " " + said.getOrDefault("nc", "-"));
            byte[] body = request.body().bytes();
            if (!nonce.equals(said.get("nonce"))
                    || !said.get("response").equals(expected(request, said, body))
                    || !counts.add(nonce + said.get("nc"))) {
                challenges.incrementAndGet();
                return HttpResponse.of(401)
                        .withHeader(
                                "WWW-Authenticate",
                                "Digest realm=\"r\", nonce=\"" + nonce + "\", qop=\"" + offer + "\", algorithm="
                                        + algorithm);
            }
            HttpResponse in = HttpResponse.text(200, "in");
            return next.isEmpty() ? in : in.withHeader("Authentication-Info", "nextnonce=\"" + (nonce = next) + "\"");
        }

        private String expected(HttpRequest request, Map<String, String> said, byte[] body) {
            String a1 = hash(said.get("username") + ":r:secret");
            if (algorithm.endsWith("-sess")) {
                a1 = hash(a1 + ":" + nonce + ":" + said.get("cnonce"));
            }
            String a2 = request.method() + ":" + request.target();
            if (said.get("qop").equals("auth-int")) {
                a2 += ":" + HexFormat.of().formatHex(digest().digest(body));
            }
            return hash(a1 + ":" + nonce + ":" + said.get("nc") + ":" + said.get("cnonce") + ":" + said.get("qop") + ":"
                    + hash(a2));
        }

        private MessageDigest digest() {
            try {
                return MessageDigest.getInstance(hash);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private String hash(String text) {
            return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
        }

        Session session() {
            return Session.builder()
                    .environment(Map.of())
                    .mount("http://", this)
                    .auth(Auth.digest("user", "secret"))
                    .build();
        }
    }

    @Nested
    class OnItsWay {
        @ParameterizedTest
        @CsvSource({
            "MD5, MD5",
            "MD5-sess, MD5",
            "SHA, SHA-1",
            "SHA-256, SHA-256",
            "SHA-256-sess, SHA-256",
            "SHA-512, SHA-512",
            "SHA-512-256, SHA-512/256",
            "SHA-512-256-sess, SHA-512/256",
        })
        void everyAlgorithmIsAnsweredAndTheSecondRequestIsSignedUnasked(String algorithm, String hash) {
            Server server = new Server(algorithm, hash, "auth");
            try (Session session = server.session()) {
                Response first = session.get("http://h.org/a?b=c");
                assertThat(first.status()).isEqualTo(200);
                assertThat(first.history()).extracting(Response::status).containsExactly(401);
                assertThat(session.get("http://h.org/d").history()).isEmpty();
                assertThat(server.asked).containsExactly("- -", "n1 00000001", "n1 00000002");
            }
        }

        @Test
        void aBodyIsSignedWhereTheServerInsists() {
            Server server = new Server("SHA-256-sess", "SHA-256", "auth-int");
            try (Session session = server.session()) {
                assertThat(session.post("http://h.org/", r -> r.body("content")).status())
                        .isEqualTo(200);
                assertThat(session.post("http://h.org/", r -> r.body("more")).history())
                        .isEmpty();
                assertThat(session.get("http://h.org/").status()).isEqualTo(200);
            }
        }

        @Test
        void aBodyThatIsReadOnceIsNotSignedWithItsContent() {
            Server server = new Server("MD5", "MD5", "auth-int");
            try (Session session = server.session()) {
                session.get("http://h.org/");
                Body once = Body.streaming(new ByteArrayInputStream(new byte[3]), OptionalLong.of(3));
                assertThat(session.post("http://h.org/", r -> r.body(once)).status())
                        .isEqualTo(401);
                assertThat(server.asked).endsWith("- -");
            }
        }

        @Test
        void aStaleNumberIsReplacedWithinOneRequest() {
            Server server = new Server("MD5", "MD5", "auth");
            try (Session session = server.session()) {
                session.get("http://h.org/");
                server.nonce = "n2";
                assertThat(session.get("http://h.org/").status()).isEqualTo(200);
                assertThat(server.asked).endsWith("n1 00000002", "n2 00000001");
            }
        }

        @Test
        void theNextNumberIsTakenFromAnAnswer() {
            Server server = new Server("MD5", "MD5", "auth");
            server.next = "n2";
            try (Session session = server.session()) {
                session.get("http://h.org/");
                assertThat(session.get("http://h.org/").history()).isEmpty();
                assertThat(server.asked).containsExactly("- -", "n1 00000001", "n2 00000001");
            }
        }

        @Test
        void wrongCredentialsAreSentOnce() {
            Server server = new Server("MD5", "MD5", "auth");
            try (Session session = Session.builder()
                    .environment(Map.of())
                    .mount("http://", server)
                    .auth(Auth.digest("user", "wrong"))
                    .build()) {
                assertThat(session.get("http://h.org/").status()).isEqualTo(401);
                assertThat(server.asked).containsExactly("- -", "n1 00000001");
            }
        }

        @Test
        void anotherOriginIsNotSignedUnasked() {
            Server server = new Server("MD5", "MD5", "auth");
            try (Session session = server.session()) {
                session.get("http://h.org/");
                session.get("http://h.org:81/");
                assertThat(server.asked.get(2)).isEqualTo("- -");
            }
        }

        @Test
        void manyThreadsUseEachCountOnce() throws Exception {
            Server server = new Server("MD5-sess", "MD5", "auth");
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try (Session session = server.session()) {
                session.get("http://h.org/");
                List<Future<Integer>> all = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    all.add(threads.submit(() -> session.get("http://h.org/").status()));
                }
                for (Future<Integer> each : all) {
                    assertThat(each.get()).isEqualTo(200);
                }
                assertThat(server.challenges).hasValue(1);
                assertThat(server.asked).doesNotHaveDuplicates().contains("n1 00000065");
            } finally {
                threads.shutdown();
            }
        }
    }
}
