package io.pilotlight.http.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.core.time.Time;
import io.pilotlight.http.ConnectionException;
import io.pilotlight.http.HttpStatusException;
import io.pilotlight.http.NotedSleep;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.RequestInterruptedException;
import io.pilotlight.http.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DownloadTest {
    private static final String TAG = "ETag: \"v1\"\r\n";

    private final List<HttpRequest> seen = new ArrayList<>();
    private final List<HttpHandler> answers = new ArrayList<>();
    private final List<Duration> slept = new ArrayList<>();
    private final Session session = Session.builder()
            .mount("http://files/", request -> {
                seen.add(request);
                return answers.remove(0).handle(request);
            })
            .build();

    private final Time time = new NotedSleep(slept);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        session.close();
    }

    private Path target() {
        return folder.resolve("the file.bin");
    }

    private Download.Builder download(String url) {
        return Download.builder(session, url, target()).time(time);
    }

    private Download.Builder download() {
        return download("http://files/a?token=secret");
    }

    private static byte[] noise(int size, long seed) {
        byte[] noise = new byte[size];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    private static HttpResponse ok(String text, String... fields) {
        return with(HttpResponse.text(200, text).withHeader("Content-Length", "" + text.length()), fields);
    }

    private static HttpResponse part(String text, String range, String... fields) {
        return with(HttpResponse.text(206, text).withHeader("Content-Range", range), fields);
    }

    private static HttpResponse with(HttpResponse response, String... fields) {
        HttpResponse all = response;
        for (String field : fields) {
            String[] pair = field.split(": ", 2);
            all = all.withHeader(pair[0], pair[1]);
        }
        return all;
    }

    private void answer(HttpResponse response) {
        answers.add(request -> response);
    }

    /** Says that it is longer than what comes. */
    private void cut(String text, int length, String... fields) {
        answer(with(HttpResponse.text(200, text).withHeader("Content-Length", "" + length), fields));
    }

    private void assertOnlyTheTarget(String text) throws IOException {
        assertThat(target()).hasContent(text);
        assertThat(folder.toFile().list()).containsExactly("the file.bin");
    }

    private static String sum(String algorithm, String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes()));
    }

    private static String base64(String algorithm, String text) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(algorithm).digest(text.getBytes()));
    }

    @Nested
    class AConnectionThatBreaks {
        @Test
        void atFiftyOffsetsCostsLessThanAHundredthMore() throws Exception {
            byte[] file = noise(4_000_000, 1);
            List<Integer> cuts = new Random(2).ints(50, 1, file.length).boxed().toList();
            try (CuttingServer server = new CuttingServer(file, TAG, cuts)) {
                List<Long> progress = new ArrayList<>();
                Downloaded done = download(server.url())
                        .sha256(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
                        .progress((bytes, total) -> progress.add(bytes))
                        .build()
                        .run();
                assertThat(Arrays.equals(Files.readAllBytes(target()), file)).isTrue();
                assertThat(server.sent() - file.length).isLessThan(file.length / 100);
                assertThat(done.received()).isEqualTo(file.length);
                assertThat(done.requests()).isEqualTo(51);
                assertThat(done.verified()).containsExactly("sha-256");
                assertThat(progress).isSorted().endsWith((long) file.length);
                assertThat(slept).isEmpty();
            }
        }

        @Test
        void letsALaterProcessGoOn() throws IOException {
            byte[] file = noise(100_000, 3);
            try (CuttingServer server = new CuttingServer(file, TAG, List.of(60_000))) {
                assertThatThrownBy(
                                () -> download(server.url()).retries(0).build().run())
                        .isInstanceOf(ConnectionException.class);
                assertThat(target()).doesNotExist();
                Downloaded rest = download(server.url()).build().run();
                assertThat(rest.received()).isEqualTo(40_000);
                assertThat(server.ranges()).containsExactly("-", "bytes=60000-");
                assertThat(target()).hasBinaryContent(file);
                assertThat(folder.toFile().list()).hasSize(1);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"ETag: \"v2\"\r\n", "", "ETag: W/\"v1\"\r\n"})
        void startsAnewWhenTheFileIsAnotherThen(String fields) throws IOException {
            byte[] other = noise(70_000, 5);
            try (CuttingServer server = new CuttingServer(noise(100_000, 4), TAG, List.of(60_000))) {
                assertThatThrownBy(
                                () -> download(server.url()).retries(0).build().run())
                        .isInstanceOf(ConnectionException.class);
                server.replace(other, fields);
                download(server.url()).build().run();
                assertThat(target()).hasBinaryContent(other);
            }
        }

        @Test
        void startsAnewWithoutSomethingToTellVersionsBy() throws IOException {
            byte[] file = noise(100_000, 6);
            try (CuttingServer server = new CuttingServer(file, "", List.of(60_000))) {
                Downloaded done = download(server.url()).build().run();
                assertThat(done.received()).isEqualTo(160_000);
                assertThat(server.ranges()).containsExactly("-", "-");
                assertThat(target()).hasBinaryContent(file);
            }
        }

        @Test
        void goesOnByTheDateOfTheLastChange() throws IOException {
            byte[] file = noise(100_000, 7);
            String date = "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
            try (CuttingServer server = new CuttingServer(file, date, List.of(60_000))) {
                assertThat(download(server.url()).build().run().received()).isEqualTo(100_000);
            }
        }

        @Test
        void orIsNotThereIsTriedAgainAsOftenAsAllowed() {
            answers.add(request -> {
                throw new IOException("down");
            });
            answers.add(answers.get(0));
            answers.add(answers.get(0));
            assertThatThrownBy(() -> download().retries(2).build().run())
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageNotContaining("secret");
            assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
            assertThat(folder.toFile().list()).isEmpty();
        }
    }

    @Nested
    class AServer {
        @Test
        void thatSendsLessThanItSaysIsAskedForTheRest() throws IOException {
            cut("hel", 5, "ETag: \"1\"");
            answer(part("lo", "bytes 3-4/5", "ETag: \"1\""));
            assertThat(download().build().run().requests()).isEqualTo(2);
            assertThat(seen.get(1).headers().first("If-Range")).contains("\"1\"");
            assertOnlyTheTarget("hello");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "bytes 2-4/5|ETag: \"1\"",
                    "bytes 3-4/6|ETag: \"1\"",
                    "bytes 3-4/5|ETag: \"2\"",
                    "lines 3-4/5|ETag: \"1\"",
                })
        void thatSendsAnotherPartThanWasAskedForIsAskedAnew(String range, String tag) throws IOException {
            cut("hel", 5, "ETag: \"1\"");
            answer(part("XX", range, tag));
            answer(ok("hello"));
            download().build().run();
            assertThat(seen.get(2).headers().contains("Range")).isFalse();
            assertOnlyTheTarget("hello");
        }

        @Test
        void thatSaysThatAllIsThereIsBelieved() throws IOException {
            cut("hello", 9, "ETag: \"1\"");
            answer(with(HttpResponse.of(416), "Content-Range: bytes */5", "ETag: \"1\""));
            assertThat(download().build().run().requests()).isEqualTo(2);
            assertOnlyTheTarget("hello");
        }

        @Test
        void thatHasAShorterFileNowIsAskedAnew() throws IOException {
            cut("hello", 9, "ETag: \"1\"");
            answer(with(HttpResponse.of(416), "Content-Range: bytes */3"));
            answer(ok("abc"));
            download().build().run();
            assertOnlyTheTarget("abc");
        }

        @Test
        void thatIsBusyIsAskedAgainWhenItSays() throws IOException {
            answer(with(HttpResponse.of(503), "Retry-After: 7"));
            answer(HttpResponse.of(429));
            answer(ok("hello"));
            download().build().run();
            assertThat(slept).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
            assertOnlyTheTarget("hello");
        }

        @Test
        void thatRefusesIsNotAskedAgain() {
            answer(HttpResponse.of(404));
            assertThatThrownBy(() -> download().build().run()).isInstanceOf(HttpStatusException.class);
            answer(HttpResponse.of(202));
            assertThatThrownBy(() -> download().build().run())
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("202")
                    .hasMessageNotContaining("secret")
                    .satisfies(
                            e -> assertThat(((RequestException) e).response()).isPresent());
            assertThat(folder.toFile().list()).isEmpty();
        }

        @Test
        void thatEncodesAgainstOurWishIsDecoded() throws IOException {
            ByteArrayOutputStream gzip = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
                out.write("hello".getBytes());
            }
            answers.add(request -> {
                assertThat(request.headers().first("Accept-Encoding")).contains("identity");
                return new HttpResponse(200, HttpHeaders.of("Content-Encoding", "gzip"), Body.of(gzip.toByteArray()))
                        .withHeader("Content-Length", "" + gzip.size());
            });
            download().build().run();
            assertOnlyTheTarget("hello");
        }
    }

    @Nested
    class AChecksum {
        @Test
        void thatFitsIsNamed() throws Exception {
            answer(ok(
                    "hello",
                    "Repr-Digest: sha-512=:" + base64("SHA-512", "hello") + ":, unixsum=:AAAA:",
                    "Digest: SHA-256=" + base64("SHA-256", "hello") + ",MD5=" + base64("MD5", "hello"),
                    "Content-MD5: " + base64("MD5", "hello")));
            assertThat(download().md5(sum("MD5", "hello")).build().run().verified())
                    .containsExactlyInAnyOrder("sha-256", "sha-512", "md5");
            assertOnlyTheTarget("hello");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Repr-Digest: sha-256=:%s:", "Content-Digest: sha-256=:%s:", "Digest: SHA-256=%s"})
        void ofTheServersThatDoesNotFitLeavesNothing(String field) throws Exception {
            answer(ok("hello", String.format(field, base64("SHA-256", "other"))));
            assertThatThrownBy(() -> download().build().run())
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("sha-256");
            assertThat(folder.toFile().list()).isEmpty();
        }

        @Test
        void ofTheUsersThatDoesNotFitKeepsTheFileOfBefore() throws Exception {
            Files.writeString(target(), "before");
            answer(ok("hello"));
            String other = sum("SHA-256", "other");
            assertThatThrownBy(() -> download().sha256(other).build().run()).isInstanceOf(DownloadException.class);
            assertOnlyTheTarget("before");
        }

        @Test
        void isKeptForALaterProcess() throws Exception {
            cut("hel", 5, "ETag: \"1\"", "Repr-Digest: sha-256=:" + base64("SHA-256", "hello") + ":");
            assertThatThrownBy(() -> download().retries(0).build().run()).isInstanceOf(DownloadException.class);
            answer(part("LO", "bytes 3-4/5"));
            assertThatThrownBy(() -> download().build().run())
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("sha-256");
        }

        @Test
        void thatIsNoneIsRefused() {
            assertThatThrownBy(() -> download().sha256("abc")).hasMessageContaining("64 hexadecimal");
            assertThatThrownBy(() -> download().md5("x".repeat(32))).hasMessageContaining("md5");
        }
    }

    @Nested
    class WhatIsThere {
        @Test
        void ofAnotherUrlIsNotUsed() throws IOException {
            cut("hel", 5, "ETag: \"1\"");
            assertThatThrownBy(() -> download().retries(0).build().run()).isInstanceOf(DownloadException.class);
            assertThat(Files.readString(folder.resolve("the file.bin.part.note")))
                    .doesNotContain("secret", "files");
            answer(ok("world"));
            download("http://files/b").build().run();
            assertThat(seen.get(1).headers().contains("Range")).isFalse();
            assertOnlyTheTarget("world");
        }

        @Test
        void wholeAlreadyIsPutInPlaceWithoutAsking() throws IOException {
            cut("hel", 5, "ETag: \"1\"");
            assertThatThrownBy(() -> download().retries(0).build().run()).isInstanceOf(DownloadException.class);
            Files.writeString(folder.resolve("the file.bin.part"), "hello");
            assertThat(download().build().run().requests()).isZero();
            assertOnlyTheTarget("hello");
        }

        @Test
        void isWrittenByOneDownloadAtATime() throws IOException {
            answers.add(request -> {
                answers.add(0, again -> ok("never"));
                assertThatThrownBy(() -> download().build().run())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("Another download");
                return ok("hello");
            });
            download().build().run();
            assertThat(seen).hasSize(1);
            assertThat(target()).hasContent("hello");
        }

        @Test
        void isKeptWhenTheThreadIsInterrupted() throws IOException {
            answer(ok("hello", "ETag: \"1\""));
            Download interrupted = download()
                    .progress((bytes, total) -> Thread.currentThread().interrupt())
                    .build();
            assertThatThrownBy(interrupted::run).isInstanceOf(RequestInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(target()).doesNotExist();
            answer(ok("hello", "ETag: \"1\""));
            download().build().run();
            assertOnlyTheTarget("hello");
        }
    }
}
