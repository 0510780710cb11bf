package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetrcTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("my netrc"), text);
    }

    private static String signs(Netrc netrc, String url) {
        return netrc.auth(url)
                .map(auth -> auth.sign(new PreparedRequest("GET", url, HttpHeaders.empty(), Body.empty())))
                .map(signed -> signed.headers().first("Authorization").orElseThrow())
                .map(field -> new String(
                        Base64.getDecoder().decode(field.substring("Basic ".length())), StandardCharsets.UTF_8))
                .orElse("-");
    }

    @Nested
    class AnEntry {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "machine h login u password p                               | u:p",
                    "machine h\\nlogin u\\npassword p\\n                        | u:p",
                    "machine\\th\\r\\n  login u\\r\\n  password p               | u:p",
                    "machine h password p login u                               | u:p",
                    "machine h user u password p                                | u:p",
                    "machine h login u account a password p                     | u:p",
                    "machine h account a password p                             | a:p",
                    "machine h login u                                          | u:",
                    "machine h password p                                       | :p",
                    "machine h login \"u v\" password \"p\\\"q\\\\\"            | u v:p\"q\\",
                    "machine h login u\\ v password p                         | u v:p",
                    "machine h login u password #p                              | u:#p",
                    "machine h login u password p # remark                      | u:p",
                    "# machine h login x\\nmachine h login u password p         | u:p",
                    "machine h # login x\\nlogin u password p                   | u:p",
                    "machine H login u password p                               | u:p",
                    "machine h login x password y machine h login u password p  | u:p",
                    "machine h login u password p default login d password e    | u:p",
                    "default login d password e                                 | d:e",
                    "machine other login u password p default login d password e | d:e",
                    "machine other login u password p                           | -",
                    "machine h login \"\" password \"\" default login d password e | -",
                    "machine h                                                  | -",
                    "default                                                    | -",
                    "macdef init\\ncd x\\nmachine h login x\\n\\nmachine h login u password p | u:p",
                    "machine h login u password p\\nmacdef init\\nls\\n         | u:p",
                    "machine h login ü password ☃                               | ü:☃",
                    "``                                                         | -",
                })
        void isFoundByItsHost(String text, String expected) throws IOException {
            String lines = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
            assertThat(signs(Netrc.load(file(lines)), "http://h:8080/x")).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "http://example.com/, u:p",
            "https://EXAMPLE.com:8443/x, u:p",
            "http://example.com./, u:p",
            "http://other@example.com/, u:p",
            "http://example.com:@evil.com/', -",
            "http://example.com@evil.com/, -",
            "http://evil.com/example.com, -",
            "http://evil.com#@example.com, -",
            "http://evil.com\\@example.com/, -",
            "http://www.example.com/, -",
            "http://[::1]/, v6:p",
            "http://:80/, -",
            "http:///example.com, -",
            "http://exa mple.com/, -",
            "example.com, -",
            "ftp://example.com/, -",
        })
        void isNotFoundByAnythingElse(String url, String expected) throws IOException {
            Netrc netrc = Netrc.load(file("machine example.com login u password p\nmachine [::1] login v6 password p\n"
                    + "machine example.com:80 login port password p"));
            assertThat(signs(netrc, url)).isEqualTo(expected);
        }

        @Test
        void isNotShown() throws IOException {
            assertThat(Netrc.load(file("machine h login name password secret"))).hasToString("Netrc[1 entries]");
        }
    }

    @Nested
    class AFile {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "secret                                    | 1",
                    "machine h\\nlogin u secret                | 2",
                    "machine h login u\\npassword              | 2",
                    "machine                                   | 1",
                    "\\n\\nmachine h password \"secret         | 3",
                    "machine h password \"secret\\nx\"         | 1",
                    "machine h login secret:x password p       | 1",
                    "login secret                              | 1",
                    "machine h \"\" secret                     | 1",
                })
        void thatIsNotUnderstoodIsNamedWithItsLine(String text, int line) throws IOException {
            Path file = file(text.replace("\\n", "\n"));
            assertThatThrownBy(() -> Netrc.load(file))
                    .isInstanceOfSatisfying(StateFileException.class, e -> {
                        assertThat(e.file()).isEqualTo(file);
                        assertThat(e.line()).hasValue(line);
                    })
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining("secret");
        }

        @Test
        void thatIsMissingOrNoTextIsNamed() throws IOException {
            assertThatThrownBy(() -> Netrc.load(folder.resolve("none"))).isInstanceOf(StateFileException.class);
            Path latin1 = Files.write(folder.resolve("latin1"), new byte[] {'a', (byte) 0xe9});
            assertThatThrownBy(() -> Netrc.load(latin1))
                    .isInstanceOf(StateFileException.class)
                    .hasMessageContaining("UTF-8");
        }
    }

    @Nested
    class TheEnvironment {
        @ParameterizedTest
        @ValueSource(strings = {".netrc", "_netrc"})
        void namesTheHome(String name) throws IOException {
            Files.writeString(folder.resolve(name), "machine h login u password p");
            assertThat(signs(Netrc.fromEnvironment(Map.of("HOME", folder.toString())), "http://h/"))
                    .isEqualTo("u:p");
        }

        @Test
        void namesAFile() throws IOException {
            Files.writeString(folder.resolve(".netrc"), "machine h login home password p");
            Path named = file("machine h login named password p");
            assertThat(signs(
                            Netrc.fromEnvironment(Map.of("HOME", folder.toString(), "NETRC", named.toString())),
                            "http://h/"))
                    .isEqualTo("named:p");
            assertThat(signs(
                            Netrc.fromEnvironment(Map.of("HOME", folder.toString(), "NETRC", "~/my netrc")),
                            "http://h/"))
                    .isEqualTo("named:p");
            assertThatThrownBy(() -> Netrc.fromEnvironment(Map.of("NETRC", "/no/such/file")))
                    .isInstanceOf(StateFileException.class);
        }

        @Test
        void mayNameNothing() {
            assertThat(signs(Netrc.fromEnvironment(Map.of()), "http://h/")).isEqualTo("-");
            assertThat(signs(Netrc.fromEnvironment(Map.of("HOME", folder.toString())), "http://h/"))
                    .isEqualTo("-");
        }
    }
}
