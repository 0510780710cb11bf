package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.TypeRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
    private static Response response(int status, String type, byte[] content) {
        HttpHeaders headers = type.isEmpty() ? HttpHeaders.empty() : HttpHeaders.of("Content-Type", type);
        return Response.alone(
                        new PreparedRequest("GET", "http://u:pw@h/p?token=1", HttpHeaders.empty(), Body.empty()),
                        new RawResponse(status, "", "HTTP/1.1", headers, Body.empty()))
                .with(content);
    }

    @Nested
    class Text {
        @ParameterizedTest
        @CsvSource({
            "text/plain; charset=ISO-8859-1",
            "text/plain;charset=\"iso-8859-1\"",
            "text/plain; CHARSET='Latin1'",
            "text/plain; x=y; charset = latin1",
        })
        void isReadInTheCharsetThatIsNamed(String type) {
            assertThat(response(200, type, "gr\u00fc\u00df".getBytes(ISO_8859_1))
                            .text())
                    .isEqualTo("gr\u00fc\u00df");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "text/plain", "text/plain; charset=no-such", "text/html; charset=utf8"})
        void isReadAsUtf8IfItIsThatAndNothingElseIsNamed(String type) {
            assertThat(response(200, type, "gr\u00fc\u00df \u2603".getBytes(UTF_8))
                            .text())
                    .isEqualTo("gr\u00fc\u00df \u2603");
        }

        @ParameterizedTest
        @CsvSource({"UTF-16, UTF-16LE, no", "UTF-16, UTF-16LE, yes", "UTF-16, UTF-16BE, yes", "UTF-32, UTF-32LE, no"})
        void isLittleEndianIfNoMarkSaysOtherwise(String named, String written, String mark) {
            byte[] content =
                    ((mark.equals("yes") ? "\ufeff" : "") + "gr\u00fc\u00df").getBytes(Charset.forName(written));
            assertThat(response(200, "text/plain; charset=" + named, content).text())
                    .isEqualTo("gr\u00fc\u00df");
        }

        @Test
        void isReadAsTheWebDoesIfItIsNoUtf8() {
            assertThat(response(200, "text/plain", new byte[] {(byte) 0x80, 'x'})
                            .text())
                    .isEqualTo("\u20acx");
        }

        @Test
        void neverThrowsAndCanBeToldACharset() {
            assertThat(response(200, "text/plain; charset=utf-8", new byte[] {(byte) 0xff})
                            .text())
                    .isEqualTo("\ufffd");
            assertThat(response(200, "", "\u00fc".getBytes(UTF_8)).text(ISO_8859_1))
                    .isEqualTo("\u00c3\u00bc");
            assertThat(response(200, "", "\u2603".getBytes(UTF_16)).text()).isEqualTo("\u2603");
        }
    }

    @Nested
    class JsonContent {
        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
        void isReadInAnyUnicodeFormWithOrWithoutAMark(String charset) {
            for (String mark : List.of("", "\ufeff")) {
                byte[] content = (mark + "{\"a\":\"\u2603\"}").getBytes(Charset.forName(charset));
                assertThat(response(200, "application/json", content).json())
                        .as(mark)
                        .isEqualTo(Map.of("a", "\u2603"));
            }
        }

        @Test
        void isReadIntoTypes() {
            Response response = response(200, "text/html", "[1,2]".getBytes(UTF_8));
            assertThat(response.json(new TypeRef<List<Integer>>() {})).containsExactly(1, 2);
            assertThat(response.json(int[].class)).containsExactly(1, 2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "secret", "{\"secret\":", "null"})
        void thatIsNoneIsRefusedWithoutQuotingIt(String text) {
            Response response = response(500, "application/json", text.getBytes(UTF_8));
            InvalidJsonException e = catchThrowableOfType(InvalidJsonException.class, response::json);
            assertThat(e).hasMessageContaining("http://***@h/p (status 500").hasMessageNotContaining("secret");
            assertThat(e.response()).contains(response);
        }
    }

    @Nested
    class AnErrorStatus {
        @ParameterizedTest
        @CsvSource({
            "404, 404 Client Error: Not Found for url: http://***@h/p",
            "503, 503 Server Error: Service Unavailable for url: http://***@h/p"
        })
        void isRaisedOnDemandWithoutSecrets(int status, String message) {
            Response response = response(status, "", new byte[0]);
            assertThat(response.ok()).isFalse();
            HttpStatusException e = catchThrowableOfType(HttpStatusException.class, response::raiseForStatus);
            assertThat(e).hasMessage(message);
            assertThat(e.status()).isEqualTo(status);
            assertThat(e.response()).contains(response);
            assertThat(e.request()).contains(response.request());
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 204, 302, 399, 600})
        void isWhatOthersAreNot(int status) {
            Response response = response(status, "", new byte[0]);
            assertThat(response.raiseForStatus()).isSameAs(response);
        }

        @Test
        void survivesSerialization() throws Exception {
            HttpStatusException e = catchThrowableOfType(HttpStatusException.class, () -> response(404, "", new byte[0])
                    .raiseForStatus());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(e);
            Object again = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
            assertThat(again).isInstanceOf(HttpStatusException.class).hasToString(e.toString());
            assertThat(((HttpStatusException) again).response()).isEmpty();
        }
    }

    @Test
    void cannotBeChanged() {
        Response response = response(200, "", new byte[] {1});
        response.content()[0] = 9;
        assertThat(response.content()).containsExactly(1);
        assertThatThrownBy(() -> response.history().add(response)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(response).hasToString("Response[200]");
    }
}
