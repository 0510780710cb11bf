package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MultipartTest {
    private final Session session = Session.create();
    private TapServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = TapServer.ok("ok");
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        server.close();
    }

    private TapServer.Seen sent(Consumer<Request.Builder> options) {
        session.post(server.url("/"), options).raiseForStatus();
        return server.last();
    }

    private static Body unknownLength(String text) {
        return Body.streaming(new ByteArrayInputStream(text.getBytes(UTF_8)), OptionalLong.empty());
    }

    @Nested
    class AForm {
        @Test
        void hasItsFieldsBeforeItsFilesWithoutNullsAndWithRepeats() {
            TapServer.Seen seen = sent(r -> r.file("f", Part.of("a.txt", "hi"))
                    .form("x", 1)
                    .form("y", List.of("2", "3"))
                    .form("n", null)
                    .file("f", Part.of("b.json", "{}").type("application/json").header("X-A", "\u00e9")));
            String boundary = seen.field("Content-Type").replace("multipart/form-data; boundary=", "");
            assertThat(boundary).matches("[0-9a-f]{32}");
            assertThat(seen.text().replace(boundary, "B")).isEqualTo("""
                            --B
                            Content-Disposition: form-data; name="x"

                            1
                            --B
                            Content-Disposition: form-data; name="y"

                            2
                            --B
                            Content-Disposition: form-data; name="y"

                            3
                            --B
                            Content-Disposition: form-data; name="f"; filename="a.txt"

                            hi
                            --B
                            Content-Disposition: form-data; name="f"; filename="b.json"
                            Content-Type: application/json
                            X-A: \u00e9

                            {}
                            --B--
                            """.replace("\n", "\r\n"));
            assertThat(seen.field("Content-Length")).isEqualTo(Integer.toString(seen.body().length));
        }

        @Test
        void goesOutInChunksIfALengthIsNotKnown() {
            TapServer.Seen seen = sent(r -> r.file("f", Part.of("a", unknownLength("content"))));
            assertThat(seen.field("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(seen.field("Content-Length")).isEqualTo("-");
            assertThat(seen.text()).contains("\r\n\r\ncontent\r\n--");
        }

        @Test
        void sendsAFileUnderItsNameOrNone() throws IOException {
            Path file = Files.writeString(folder.resolve("a file.txt"), "text");
            assertThat(sent(r -> r.file("f", Part.of(file))).text())
                    .contains("name=\"f\"; filename=\"a file.txt\"\r\n\r\ntext\r\n");
            assertThat(sent(r -> r.file("f", Part.of("na\u00efve.txt", "text"))).text())
                    .contains("name=\"f\"; filename=\"na\u00efve.txt\"\r\n\r\ntext\r\n");
            assertThat(sent(r -> r.file("f", Part.of("x", new byte[] {'b'}).withoutFilename()))
                            .text())
                    .contains("name=\"f\"\r\n\r\nb\r\n");
        }

        @Test
        void isNotMixedWithAnotherBody() {
            assertThatThrownBy(() -> sent(r -> r.file("f", Part.of("a", "b")).body("c")))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sent(r -> r.body("c").file("f", Part.of("a", "b"))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    class ATypeSetByHand {
        @Test
        void getsTheBoundaryThatItLacks() {
            TapServer.Seen seen =
                    sent(r -> r.file("f", Part.of("a", "b")).header("Content-Type", "Multipart/Mixed; x=y"));
            assertThat(seen.field("Content-Type")).startsWith("Multipart/Mixed; x=y; boundary=");
            assertThat(seen.text()).startsWith("--" + seen.field("Content-Type").split("boundary=")[1] + "\r\n");
        }

        @Test
        void decidesTheBoundaryIfItHasOne() {
            TapServer.Seen seen = sent(r ->
                    r.file("f", Part.of("a", "b")).header("Content-Type", "multipart/form-data; boundary=\"my own\""));
            assertThat(seen.field("Content-Type")).isEqualTo("multipart/form-data; boundary=\"my own\"");
            assertThat(seen.text()).startsWith("--my own\r\n").endsWith("\r\n--my own--\r\n");
        }

        @Test
        void isRefusedIfItsBoundaryIsNone() {
            String tooLong = "multipart/form-data; boundary=" + "x".repeat(71);
            assertThatThrownBy(() -> sent(r -> r.file("f", Part.of("a", "b")).header("Content-Type", tooLong)))
                    .isInstanceOf(InvalidHeaderException.class)
                    .hasMessageContaining("boundary");
        }

        @Test
        void isKeptIfItIsOfAnotherKind() {
            assertThat(sent(r -> r.file("f", Part.of("a", "b")).header("Content-Type", "a/b"))
                            .field("Content-Type"))
                    .isEqualTo("a/b");
        }
    }

    @Nested
    class AFile {
        @Test
        void thatShrinksOrGrowsWhileItIsSentBreaksNothingElse() throws IOException {
            Path file = Files.write(folder.resolve("data"), new byte[100_000]);
            session.get(server.url("/"));
            for (int change : new int[] {-1, 1}) {
                Request request = Request.builder("POST", server.url("/"))
                        .file("f", Part.of(file))
                        .build();
                Files.write(file, new byte[change < 0 ? 50_000 : 150_000]);
                assertThatThrownBy(() -> session.send(request))
                        .isInstanceOf(InvalidBodyException.class)
                        .hasMessageContaining("100000 bytes");
                Files.write(file, new byte[100_000]);
                assertThat(session.get(server.url("/after")).text()).isEqualTo("ok");
            }
            assertThat(server.seen())
                    .filteredOn(seen -> seen.line().startsWith("POST"))
                    .allMatch(seen -> seen.body().length < Integer.parseInt(seen.field("Content-Length")));
        }

        @Test
        void thatIsNotThereIsRefusedWhenThePartIsMade() {
            assertThatThrownBy(() -> Part.of(folder.resolve("none"))).isInstanceOf(InvalidBodyException.class);
            assertThatThrownBy(() -> Part.of(folder))
                    .isInstanceOf(InvalidBodyException.class)
                    .hasMessageContaining("regular");
        }

        @Test
        void isSentAgainAfterARedirect() throws IOException {
            Path file = Files.write(folder.resolve("data"), new byte[10]);
            try (TapServer moved = TapServer.saying(
                    "HTTP/1.1 307 Moved", "Location: " + server.url("/new"), "Content-Length: 0", "", "")) {
                session.post(moved.url("/"), r -> r.file("f", Part.of(file))).raiseForStatus();
                assertThat(server.last().body()).isEqualTo(moved.last().body());
            }
        }
    }

    @Test
    void aBodyThatFailsIsNotTakenForTheConnection() {
        Body broken = Body.streaming(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk on fire");
                    }
                },
                OptionalLong.empty());
        assertThatThrownBy(() -> session.post(server.url("/"), r -> r.body(broken)))
                .isInstanceOf(InvalidBodyException.class)
                .hasMessageContaining("disk on fire");
        assertThatThrownBy(() -> session.post(
                        server.url("/"),
                        r -> r.body(Body.streaming(new ByteArrayInputStream(new byte[3]), OptionalLong.of(4)))))
                .isInstanceOf(InvalidBodyException.class)
                .hasMessageContaining("ended after 3");
    }

    @Test
    void aPartRefusesHeadersThatMustNotBeSent() {
        Part part = Part.of("a", "b");
        for (String name : Arrays.asList("Content-Disposition", "a b", "X\r\nY")) {
            assertThatThrownBy(() -> part.header(name, "v")).isInstanceOf(InvalidHeaderException.class);
        }
        assertThatThrownBy(() -> part.type("a\r\nX: y")).isInstanceOf(InvalidHeaderException.class);
        assertThat(part).hasToString("Part[1 bytes]");
    }

    @Test
    void aFileThatGrewSinceThePartWasMadeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "one");
        Part part = Part.of(file);
        Files.writeString(file, "two", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> sent(r -> r.file("f", part))).isInstanceOf(InvalidBodyException.class);
    }
}
