package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pilotlight.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CookieFileTest {
    private static final Instant LATER = Instant.ofEpochSecond(4_000_000_000L);

    @TempDir
    Path folder;

    private CookieJar filled() {
        CookieJar jar = new CookieJar();
        jar.add(Cookie.builder("kept", "\"a b\"")
                .domain("example.com")
                .path("/x")
                .secure(true)
                .httpOnly(true)
                .expires(LATER)
                .build());
        jar.add(Cookie.builder("alone", "").host("127.0.0.1").expires(LATER).build());
        jar.add(Cookie.builder("session", "s").host("localhost").build());
        jar.add(Cookie.of("nowhere", "n"));
        return jar;
    }

    @Nested
    class SavedAndLoaded {
        @Test
        void aJarIsTheSameButForSessionCookies() {
            Path file = folder.resolve("a jar.txt");
            CookieJar jar = filled();
            jar.save(file);
            assertThat(CookieJar.load(file).all())
                    .isEqualTo(jar.all().subList(0, 2))
                    .extracting(Cookie::name)
                    .containsExactly("kept", "alone");
            jar.save(file, true);
            assertThat(CookieJar.load(file).all()).isEqualTo(jar.all().subList(0, 3));
        }

        @Test
        void whatServersNameOddlyIsReadAgain() {
            Path file = folder.resolve("jar");
            CookieJar jar = new CookieJar();
            jar.store("http://h.org/", HttpHeaders.of("Set-Cookie", "a b=c d; Max-Age=99"));
            jar.save(file);
            assertThat(CookieJar.load(file).get("a b").orElseThrow().value()).isEqualTo("c d");
        }

        @Test
        void whatHasEndedIsLeftOut() throws IOException {
            Path file = folder.resolve("jar");
            Files.writeString(file, "h.org\tFALSE\t/\tFALSE\t5\ta\tb\nh.org\tFALSE\t/\tFALSE\t-5\tc\td\n");
            assertThat(CookieJar.load(file).all()).isEmpty();
        }

        @Test
        void onlyTheOwnerMayReadIt() throws IOException {
            Path file = folder.resolve("jar");
            FileStore store = Files.getFileStore(folder);
            assumeThat(store.supportsFileAttributeView(PosixFileAttributeView.class))
                    .isTrue();
            filled().save(file);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }

        @Test
        void anotherFileIsReplacedAndNothingElseIsLeft() throws IOException {
            Path real = Files.writeString(folder.resolve("real"), "something else");
            Path link = Files.createSymbolicLink(folder.resolve("link"), real);
            filled().save(link);
            assertThat(link).isSymbolicLink();
            assertThat(CookieJar.load(real).all()).hasSize(2);
            try (Stream<Path> all = Files.list(folder)) {
                assertThat(all).containsExactlyInAnyOrder(real, link);
            }
        }
    }

    @Nested
    class AFileThatIsNone {
        @Test
        void isNamedWithItsLine() throws IOException {
            Path file = Files.writeString(folder.resolve("jar"), "# x\nsecret\n");
            assertThatThrownBy(() -> CookieJar.load(file))
                    .isInstanceOfSatisfying(StateFileException.class, e -> {
                        assertThat(e.file()).isEqualTo(file);
                        assertThat(e.line()).hasValue(2);
                    })
                    .hasMessageContaining("Line 2 of the cookie file " + file)
                    .hasMessageNotContaining("secret");
        }

        @Test
        void isMissingOrAFolder() {
            assertThatThrownBy(() -> CookieJar.load(folder.resolve("none")))
                    .isInstanceOfSatisfying(
                            StateFileException.class, e -> assertThat(e.line()).isEmpty())
                    .hasMessageContaining("There is no cookie file");
            assertThatThrownBy(() -> CookieJar.load(folder)).isInstanceOf(StateFileException.class);
            assertThatThrownBy(() -> filled().save(folder.resolve("none/jar")))
                    .isInstanceOf(StateFileException.class)
                    .hasMessageContaining("cannot be written");
        }
    }

    @Nested
    class OtherPrograms {
        @Test
        void pythonReadsOursAndWeReadPythons() throws Exception {
            Path ours = folder.resolve("ours");
            Path theirs = folder.resolve("theirs");
            filled().save(ours);
            String script = """
                    import sys
                    from http.cookiejar import MozillaCookieJar
                    jar = MozillaCookieJar(sys.argv[1])
                    jar.load()
                    print(sorted((c.name, c.value, c.domain, c.path, c.secure, c.expires) for c in jar))
                    jar.save(sys.argv[2])
                    """;
            String said = run("python3", "-c", script, ours.toString(), theirs.toString());
            assertThat(said)
                    .contains("('kept', '\"a b\"', '.example.com', '/x', True, 4000000000)")
                    .contains("('alone', ")
                    .doesNotContain("session");
            assertThat(CookieJar.load(theirs).all())
                    .extracting(Cookie::name, Cookie::value, cookie -> cookie.domain()
                            .orElseThrow())
                    .contains(org.assertj.core.groups.Tuple.tuple("kept", "\"a b\"", "example.com"));
        }

        @Test
        void curlSendsOursAndWeReadCurls() throws Exception {
            Path ours = folder.resolve("ours");
            Path theirs = folder.resolve("theirs");
            CookieJar jar = new CookieJar();
            jar.add(Cookie.builder("a", "1").host("127.0.0.1").expires(LATER).build());
            jar.add(Cookie.builder("s", "2").host("127.0.0.1").build());
            jar.add(Cookie.builder("other", "3").domain("example.com").build());
            jar.save(ours, true);
            try (TapServer server = TapServer.saying(
                    "HTTP/1.1 200 OK",
                    "Set-Cookie: b=4; HttpOnly; Max-Age=1000",
                    "Set-Cookie: empty=",
                    "Content-Length: 0",
                    "",
                    "")) {
                run("curl", "-s", "-b", ours.toString(), "-c", theirs.toString(), server.url("/x"));
                assertThat(server.last().field("Cookie").split("; ")).containsExactlyInAnyOrder("a=1", "s=2");
            }
            CookieJar read = CookieJar.load(theirs);
            assertThat(read.all()).extracting(Cookie::name).contains("a", "s", "other", "b", "empty");
            assertThat(read.get("b").orElseThrow().httpOnly()).isTrue();
            assertThat(read.get("other").orElseThrow().hostOnly()).isFalse();
            assertThat(read.get("s").orElseThrow().expires()).isEmpty();
        }

        private String run(String... command) throws Exception {
            ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.toLowerCase(java.util.Locale.ROOT)
                    .endsWith("_proxy"));
            Process process;
            try {
                process = builder.start();
            } catch (IOException e) {
                assumeThat(false).as(command[0] + " is not installed").isTrue();
                return "";
            }
            try {
                String said = new String(process.getInputStream().readAllBytes(), UTF_8);
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).as(said).isZero();
                return said;
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
