package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdnaTest {

    /** Compared with Python's idna 3. */
    @ParameterizedTest
    @CsvSource({
        "b\u00fccher.example, xn--bcher-kva.example",
        "stra\u00dfe.de, xn--strae-oqa.de",
        "FA\u00df.de, xn--fa-hia.de",
        "\u65e5\u672c\u8a9e.jp, xn--wgv71a119e.jp",
        "\u0395\u03bb\u03bb\u03ac\u03c2.gr, xn--hxarsa0b.gr",
        "\u0395\u039b\u039b\u0386\u03a3.gr, xn--hxarsa0b.gr",
        "a-.\u00fc.DE, a-.xn--tda.de",
        "\u65e5\u672c\u8a9e.JP, xn--wgv71a119e.jp"
    })
    void encodesEachLabel(String host, String ascii) {
        assertThat(Idna.toAscii(host)).isEqualTo(ascii);
    }

    /** The sample strings of RFC 3492, section 7.1, that are host names today. */
    @ParameterizedTest
    @CsvSource({
        "\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587, xn--ihqwcrb4cv8a8dqg056pqjye",
        "Pro\u010dprost\u011bnemluv\u00ed\u010desky, xn--proprostnemluvesky-uyb24dma41a",
        "3\u5e74b\u7d44\u91d1\u516b\u5148\u751f, xn--3b-ww4c5e180e575a65lsy2b"
    })
    void agreesWithThePunycodeOfTheRfc(String label, String ascii) {
        assertThat(Idna.toAscii(label)).isEqualTo(ascii);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u2603.net", "-\u00fc.de", "\u00fc-.de", "\u0301a.de", "\u00fc b.de", "\ud83d\ude00.com"})
    void refusesWhatIsNoLabel(String host) {
        assertThatThrownBy(() -> Idna.toAscii(host)).isInstanceOf(IllegalArgumentException.class);
    }
}
