package io.pilotlight.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the command line of {@code python -m venv} as that version reads it: the options that it has, and Python's
 * argparse with its abbreviations, its order of arguments and its complaints.
 *
 * <p>Each word is an option (O), an argument (A) or the first double dash (-); the letters, one after the other, say how
 * words belong together.
 */
final class VenvArguments {
    private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-\\d+|-\\d*\\.\\d+");
    private static final Pattern DIRECTORIES = Pattern.compile("-*A[A-]*");

    private final List<String> words;
    private final int minor;
    private final Map<String, Option> options = new LinkedHashMap<>();
    private final StringBuilder letters = new StringBuilder();
    private final NavigableMap<Integer, Found> found = new TreeMap<>();

    private final Map<Option, String> given = new LinkedHashMap<>();
    private final List<String> directories = new ArrayList<>();
    private final List<String> extras = new ArrayList<>();

    private VenvArguments(List<String> words, int minor) {
        this.words = words;
        this.minor = minor;
        for (Option option : Option.values()) {
            if (minor >= option.since) {
                option.names().forEach(name -> options.put(name, option));
            }
        }
    }

    /** The options of venv. */
    enum Option {
        HELP("-h/--help", 3),
        SYSTEM_SITE_PACKAGES("--system-site-packages", 3),
        SYMLINKS("--symlinks", 3),
        COPIES("--copies", 3),
        CLEAR("--clear", 3),
        UPGRADE("--upgrade", 3),
        WITHOUT_PIP("--without-pip", 4),
        PROMPT("--prompt", 6),
        UPGRADE_DEPS("--upgrade-deps", 9),
        WITHOUT_SCM_IGNORE_FILES("--without-scm-ignore-files", 13);

        private final String title;
        private final int since;

        Option(String title, int since) {
            this.title = title;
            this.since = since;
        }

        List<String> names() {
            return List.of(title.split("/", -1));
        }

        boolean takesValue() {
            return this == PROMPT;
        }
    }

    /** What was asked for. */
    sealed interface Answer permits Make, Help, Wrong {}

    /** Environments are to be made; of each option that was given the value, which most options lack. */
    record Make(List<String> directories, Map<Option, String> given) implements Answer {
        boolean has(Option option) {
            return given.containsKey(option);
        }
    }

    /** The help is to be shown. */
    record Help() implements Answer {}

    /** The usage is to be shown, and what was wrong. */
    record Wrong(String message) implements Answer {}

    /** An option that a word stands for, or none that we know. */
    private record Found(
            @Nullable Option option, String name, @Nullable String value) {}

    /** Ends the reading. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Answer answer;

        Ended(Answer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    /** Reads words as the venv of Python 3 of the given minor version does. */
    static Answer read(List<String> words, int minor) {
        try {
            return new VenvArguments(words, minor).read();
        } catch (Ended e) {
            return e.answer;
        }
    }

    private Answer read() throws Ended {
        classify();
        int at = 0;
        while (!found.isEmpty() && at <= found.lastKey()) {
            int next = found.ceilingKey(at);
            if (at != next) {
                int after = takeDirectories(at);
                if (after > at) {
                    at = after;
                    continue;
                }
                extras.addAll(words.subList(at, next));
            }
            at = takeOption(next);
        }
        int after = takeDirectories(at);
        extras.addAll(words.subList(after, words.size()));
        if (directories.isEmpty()) {
            return new Wrong("the following arguments are required: ENV_DIR");
        }
        return extras.isEmpty()
                ? new Make(List.copyOf(directories), given)
                : new Wrong("unrecognized arguments: " + String.join(" ", extras));
    }

    private void classify() throws Ended {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("--")) {
                letters.append('-').append("A".repeat(words.size() - i - 1));
                return;
            }
            @Nullable Found option = option(words.get(i));
            letters.append(option == null ? 'A' : 'O');
            if (option != null) {
                found.put(i, option);
            }
        }
    }

    private @Nullable Found option(String word) throws Ended {
        if (!word.startsWith("-") || word.length() == 1) {
            return null;
        }
        if (options.containsKey(word)) {
            return new Found(options.get(word), word, null);
        }
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        @Nullable String value = equals < 0 ? null : word.substring(equals + 1);
        if (value != null && options.containsKey(name)) {
            return new Found(options.get(name), name, value);
        }
        List<Found> meant = meant(word, name, value);
        if (meant.size() > 1) {
            throw wrong("ambiguous option: " + word + " could match "
                    + meant.stream().map(Found::name).collect(Collectors.joining(", ")));
        }
        if (meant.size() == 1) {
            return meant.get(0);
        }
        boolean argument = NEGATIVE_NUMBER.matcher(word).matches() || word.contains(" ");
        return argument ? null : new Found(null, word, null);
    }

    /** The options that a beginning stands for, or a letter with more after it. */
    private List<Found> meant(String word, String name, @Nullable String value) {
        if (!word.startsWith("--")) {
            @Nullable Option letter = options.get(word.substring(0, 2));
            return letter == null ? List.of() : List.of(new Found(letter, word.substring(0, 2), word.substring(2)));
        }
        return options.entrySet().stream()
                .filter(option -> option.getKey().startsWith(name))
                .map(option -> new Found(option.getValue(), option.getKey(), value))
                .toList();
    }

    private int takeDirectories(int from) {
        var matcher = DIRECTORIES.matcher(letters).region(from, letters.length());
        if (!directories.isEmpty() || !matcher.lookingAt()) {
            return from;
        }
        directories.addAll(words.subList(from, matcher.end()));
        directories.remove("--");
        return matcher.end();
    }

    private int takeOption(int at) throws Ended {
        Found it = Objects.requireNonNull(found.get(at));
        @Nullable Option option = it.option;
        if (option == null) {
            extras.add(it.name);
            return at + 1;
        }
        if (option.takesValue()) {
            boolean apart = it.value == null;
            if (apart && (at + 1 >= words.size() || letters.charAt(at + 1) != 'A')) {
                throw wrong("argument " + option.title + ": expected one argument");
            }
            given.put(option, it.value == null ? words.get(at + 1) : it.value);
            return apart ? at + 2 : at + 1;
        }
        if (it.value != null) {
            boolean letters = words.get(at).equals("-h" + it.value) && !it.value.startsWith("=");
            if (!letters || minor < 13 || it.value.startsWith("-")) {
                throw wrong("argument " + option.title + ": ignored explicit argument " + quoted(it.value));
            }
        }
        take(option);
        return at + 1;
    }

    private void take(Option option) throws Ended {
        if (option == Option.HELP) {
            throw new Ended(new Help());
        }
        @Nullable
        Option rival = option == Option.SYMLINKS ? Option.COPIES : option == Option.COPIES ? Option.SYMLINKS : null;
        if (rival != null && given.containsKey(rival)) {
            throw wrong("argument " + option.title + ": not allowed with argument " + rival.title);
        }
        given.put(option, "");
    }

    private static Ended wrong(String message) {
        return new Ended(new Wrong(message));
    }

    /** As Python's {@code repr()}, but for characters that nobody types. */
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
        return text.contains("'") && !text.contains("\"")
                ? '"' + escaped + '"'
                : "'" + escaped.replace("'", "\\'") + "'";
    }
}
