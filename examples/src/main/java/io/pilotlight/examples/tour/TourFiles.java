package io.pilotlight.examples.tour;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The sources and package lists of the tour's functions, taken out of the jar. */
final class TourFiles {
    private static final List<String> FILES = List.of(
            "requirements.txt",
            "package.json",
            "functions/countries.js",
            "functions/countries.py",
            "functions/neighbours.py");

    private TourFiles() {}

    static void unpack(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("functions"));
        for (String name : FILES) {
            try (InputStream in = TourFiles.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IOException("The jar is incomplete: " + name + " is missing; build it anew");
                }
                Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
