package io.pilotlight.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that {@code pilotlight venv} has beside those of {@code python -m venv}. They are not abbreviated, so that
 * the abbreviations of the others stay what they are.
 *
 * @param python which Python, or null for the machine's own choice
 * @param strictParity whether all is done as Python's venv does it
 * @param requirements lists of packages to install
 * @param verbose whether each step is printed
 * @param missing the option whose value is missing, or null
 * @param others the other words
 */
record VenvExtras(
        @Nullable String python,
        boolean strictParity,
        List<Path> requirements,
        boolean verbose,
        @Nullable String missing,
        List<String> others) {

    static final String HELP = String.join(
            System.lineSeparator(),
            "options of pilotlight:",
            "  --python SPEC         The Python to use: a version (3.11), a name (python3.11)",
            "                        or a path. If not set, python3 on PATH, else the newest",
            "                        under pyenv.",
            "  -r FILE, --requirement FILE",
            "                        Install the packages of this requirements file; may be",
            "                        repeated.",
            "  --strict-parity, --no-strict-parity",
            "                        Do with a folder that is there what python -m venv of",
            "                        that version does (the default), or refuse what would",
            "                        silently break and keep what is up to date.",
            "  -v, --verbose         Print each step, and what pip says.");

    /** Takes our options out of a command line. */
    static VenvExtras of(List<String> words) {
        return new Reading(words).read();
    }

    /** Goes through the words once. */
    private static final class Reading {
        private final Iterator<String> words;
        private final List<String> others = new ArrayList<>();
        private final List<Path> requirements = new ArrayList<>();
        private @Nullable String python;
        private @Nullable String missing;
        private boolean strictParity = true;
        private boolean verbose;

        Reading(List<String> words) {
            this.words = words.iterator();
        }

        VenvExtras read() {
            while (words.hasNext()) {
                String word = words.next();
                if (word.equals("--")) {
                    others.add(word);
                    words.forEachRemaining(others::add);
                } else {
                    take(word);
                }
            }
            return new VenvExtras(
                    python, strictParity, List.copyOf(requirements), verbose, missing, List.copyOf(others));
        }

        private void take(String word) {
            boolean hasValue = word.startsWith("--") && word.contains("=");
            String name = hasValue ? word.substring(0, word.indexOf('=')) : word;
            switch (name) {
                case "--python" -> python = value(word, hasValue);
                case "-r", "--requirement" -> {
                    String file = value(word, hasValue);
                    if (file != null) {
                        requirements.add(Path.of(file));
                    }
                }
                case "-v", "--verbose" -> verbose = true;
                case "--strict-parity" -> strictParity = true;
                case "--no-strict-parity" -> strictParity = false;
                default -> others.add(word);
            }
        }

        private @Nullable String value(String word, boolean hasValue) {
            if (hasValue) {
                return word.substring(word.indexOf('=') + 1);
            }
            if (!words.hasNext()) {
                missing = word.equals("-r") ? "-r/--requirement" : word;
                return null;
            }
            return words.next();
        }
    }
}
