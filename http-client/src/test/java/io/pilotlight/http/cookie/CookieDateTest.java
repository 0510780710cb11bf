package io.pilotlight.http.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieDateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wed, 09 Jun 2021 10:18:14 GMT      | 2021-06-09T10:18:14Z",
                "Wed, 09-Jun-2021 10:18:14 GMT      | 2021-06-09T10:18:14Z",
                "Wednesday, 09-Jun-21 10:18:14 GMT  | 2021-06-09T10:18:14Z",
                "Wed Jun  9 10:18:14 2021           | 2021-06-09T10:18:14Z",
                "9 jUNE 2021 10:18:14               | 2021-06-09T10:18:14Z",
                "10:18:14 2021 9 jun                | 2021-06-09T10:18:14Z",
                "09-Jun-2021 1:2:3                  | 2021-06-09T01:02:03Z",
                "Thu, 01-Jan-1970 00:00:01 GMT      | 1970-01-01T00:00:01Z",
                "01-Jan-70 00:00:00                 | 1970-01-01T00:00:00Z",
                "01-Jan-69 00:00:00                 | 2069-01-01T00:00:00Z",
                "01-Jan-99 00:00:00                 | 1999-01-01T00:00:00Z",
                "29 Feb 2024 23:59:59               | 2024-02-29T23:59:59Z",
                "31 Dec 9999 23:59:59 GMT           | 9999-12-31T23:59:59Z",
                "Wed, 09 Jun 2021 10:18:14 +0500    | 2021-06-09T10:18:14Z",
                "1st Jun 2021 10:18:14x             | 2021-06-01T10:18:14Z",
            })
    void readsWhatServersWrite(String text, Instant instant) {
        assertThat(CookieDate.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "09 Jun 2021",
                "09 Jun 10:18:14",
                "Jun 2021 10:18:14",
                "09 2021 10:18:14",
                "31 Feb 2021 10:18:14",
                "29 Feb 2023 10:18:14",
                "09 Jun 1600 10:18:14",
                "09 Jun 2021 24:00:00",
                "09 Jun 2021 10:60:00",
                "09 Jun 2021 10:18:60",
                "32 Jun 2021 10:18:14",
                "00 Jun 2021 10:18:14",
                "09 Jum 2021 10:18:14",
            })
    void knowsNoDateInTheRest(String text) {
        assertThat(CookieDate.parse(text)).isEmpty();
    }
}
