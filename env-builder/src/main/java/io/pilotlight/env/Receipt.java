package io.pilotlight.env;

import io.pilotlight.core.Language;
import io.pilotlight.env.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an environment was made of, kept in a file in it.
 *
 * @param language the language that it runs
 * @param version the version of its interpreter
 * @param fingerprint a checksum over all that went into it
 */
record Receipt(Language language, String version, String fingerprint) {
    static final String FILE = "pilotlight.cfg";

    private static final String FORMAT = "1";

    /** Makes the receipt for the given ingredients; each may be any text. */
    static Receipt of(Language language, String version, List<String> ingredients) {
        return new Receipt(language, version, Sha256.of(ingredients));
    }

    static boolean existsIn(Path directory) {
        return Files.isRegularFile(directory.resolve(FILE));
    }

    /** Says whether an environment of the same language was made in the folder, of whatever things. */
    boolean sameLanguageIn(Path directory) {
        return language.name().equals(valuesIn(directory).get("language"));
    }

    boolean isIn(Path directory) {
        Map<String, String> values = valuesIn(directory);
        return FORMAT.equals(values.get("format"))
                && language.name().equals(values.get("language"))
                && fingerprint.equals(values.get("fingerprint"));
    }

    void writeTo(Path directory) throws IOException {
        String text = "format = " + FORMAT + "\nlanguage = " + language + "\nversion = " + version + "\nfingerprint = "
                + fingerprint + "\n";
        Files.write(directory.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> valuesIn(Path directory) {
        try {
            return existsIn(directory) ? KeyValueFile.read(directory.resolve(FILE)) : Map.of();
        } catch (IOException unreadable) {
            return Map.of();
        }
    }
}
