package io.pilotlight.examples.tour;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The countries that the JDK names, for machines with neither Python nor Node.js: names only, without a place on Earth. */
final class KnownToTheJdk {
    private KnownToTheJdk() {}

    static List<Map<String, Object>> countries() {
        return Arrays.stream(Locale.getISOCountries())
                .map(code -> new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH))
                .map(name -> Map.<String, Object>of(
                        "name", name, "region", "the JDK", "latitude", 0, "longitude", 0, "area", 0))
                .toList();
    }
}
