package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    static Stream<Arguments> fields() {
        return Tables.rows("links.tsv", 1);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void parsesALink(String field, String links) {
        assertThat(shown(Link.parse(field))).isEqualTo(links);
    }

    @ParameterizedTest
    @CsvSource({"next, next, true", "NEXT, next, true", "next prev, prev, true", "next, nex, false", "'', next, false"})
    void isForEachOfItsRelations(String rel, String asked, boolean is) {
        assertThat(new Link("u", Map.of("rel", rel)).is(asked)).isEqualTo(is);
    }

    @Test
    void anAnswerHasThemByRelationOrUrl() {
        Response response = page("http://h/", "<a>; rel=x, <b>", "<c>; rel=\"next prev\"");
        assertThat(response.links().keySet()).containsExactly("x", "b", "next prev");
        assertThat(response.link("prev").map(Link::url)).contains("c");
        assertThat(response.link("last")).isEmpty();
    }

    @Test
    void anAnswerWithoutThemHasNone() {
        assertThat(page("http://h/").links()).isEmpty();
    }

    @Nested
    class PagesOfAnAnswer {
        private final List<String> asked = new ArrayList<>();

        private Response get(String url) {
            asked.add(url);
            int page = Integer.parseInt(url.substring(url.indexOf('=') + 1));
            return page < 4 ? page(url, "<?page=" + (page + 1) + ">; rel=next") : page(url, "<?page=1>; rel=first");
        }

        @Test
        void areAskedForOneAfterTheOther() {
            assertThat(Pages.of(this::get, "http://h/x?page=1")).hasSize(4);
            assertThat(asked)
                    .containsExactly(
                            "http://h/x?page=1", "http://h/x?page=2", "http://h/x?page=3", "http://h/x?page=4");
        }

        @Test
        void areAskedForOnlyWhenNeeded() {
            assertThat(Pages.of(this::get, "http://h/x?page=1").stream().findFirst())
                    .isPresent();
            assertThat(asked).hasSize(1);
        }

        @Test
        void areLimited() {
            assertThat(Pages.of(this::get, "http://h/x?page=1").limit(2)).hasSize(2);
            assertThat(asked).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1})
        void areAtLeastOne(int limit) {
            Pages pages = Pages.of(this::get, "http://h/");
            assertThatThrownBy(() -> pages.limit(limit)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void areFoundInAnotherWay() {
            Pages pages = Pages.of(this::get, "http://h/x?page=1")
                    .by(page -> page.url().endsWith("3") ? Optional.empty() : Optional.of("http://h/x?page=3"));
            assertThat(pages).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://evil.example/?page=2", "//evil.example/", "http://h:81/", "ftp://h/", ""})
        void doNotLeadElsewhereNorInACircle(String next) {
            Pages pages = Pages.of(url -> page(url, "<" + next + ">; rel=next"), "http://h/x?token=secret");
            assertThatThrownBy(() -> pages.forEach(page -> {}))
                    .isInstanceOf(RedirectRefusedException.class)
                    .hasMessageNotContaining("secret");
        }

        @Test
        void tenThousandLeaveNothingBehind() {
            Pages pages =
                    Pages.of(url -> page(url, "<" + (asked.size() % 2) + asked.size() + ">; rel=next"), "http://h/x");
            assertThat(pages.limit(10_000).stream().peek(page -> asked.add("")).count())
                    .isEqualTo(10_000);
        }
    }

    private static Response page(String url, String... links) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        for (String link : links) {
            headers.add("Link", link);
        }
        return Response.alone(
                new PreparedRequest("GET", url, HttpHeaders.empty(), Body.empty()),
                new RawResponse(200, "OK", "HTTP/1.1", headers.build(), Body.empty()));
    }

    /** As Python's json writes what requests returns. */
    private static String shown(List<Link> links) {
        return links.stream()
                .map(link -> Stream.concat(
                                Stream.of("\"url\": " + quoted(link.url())),
                                link.params().entrySet().stream()
                                        .map(param -> quoted(param.getKey()) + ": " + quoted(param.getValue())))
                        .collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\u00e4", "\\u00e4") + '"';
    }
}
