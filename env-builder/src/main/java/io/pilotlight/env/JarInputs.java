package io.pilotlight.env;

import io.pilotlight.core.Language;
import io.pilotlight.env.files.Sha256;
import io.pilotlight.env.jar.JarLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides which jars an environment gets.
 *
 * @param checksum a checksum over all of it
 * @param jars those that were named by their paths
 */
record JarInputs(String checksum, List<JarLock.Given> jars) {

    /** Reads the jars, which takes time: for a lock, which is for other machines too. */
    static JarInputs of(JavaEnvOptions options) throws IOException {
        List<JarLock.Given> jars = new ArrayList<>();
        for (Path file : options.jars()) {
            if (!Files.isRegularFile(file)) {
                throw missing(file);
            }
            jars.add(new JarLock.Given(String.valueOf(file.getFileName()), Sha256.of(file)));
        }
        List<String> texts = new ArrayList<>(asked(options));
        jars.forEach(jar -> texts.add(jar.toString()));
        return new JarInputs(Receipt.of(Language.JAVA, "", texts).fingerprint(), List.copyOf(jars));
    }

    /** Only looks at the jars: for a receipt, which stays on this machine. */
    static List<String> stamps(JavaEnvOptions options) {
        List<String> texts = new ArrayList<>(asked(options));
        for (Path file : options.jars()) {
            try {
                texts.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw missing(file);
            }
        }
        return texts;
    }

    private static List<String> asked(JavaEnvOptions options) {
        return List.of(
                options.packages().toString(),
                options.managed().toString(),
                options.exclusions().toString());
    }

    private static PackageException missing(Path file) {
        return new PackageException("There is no jar at " + file + ": name one that is there", List.of());
    }
}
