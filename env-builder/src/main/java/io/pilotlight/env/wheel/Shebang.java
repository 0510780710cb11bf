package io.pilotlight.env.wheel;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The first lines of a script, which say with what interpreter it runs. */
public final class Shebang {
    private static final int LONGEST =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac") ? 512 : 127;
    private static final String SHELL = "#!/bin/sh\n'''exec' ";
    private static final String SHELL_END = " \"$0\" \"$@\"\n' '''\n";

    private Shebang() {}

    /** How an installer writes a path that goes through the shell. */
    public enum Style {
        /** Plain, or in double quotes where it has a space. */
        PIP,
        /** In single quotes. */
        UV
    }

    /**
     * A script taken apart.
     *
     * @param interpreter the interpreter's path, in the characters of the script
     * @param rest what follows the first lines
     * @param style how the path is written, or would be
     */
    public record Parsed(String interpreter, String rest, Style style) {}

    /**
     * Returns the first lines of a script for an interpreter, as pip writes them.
     *
     * @param interpreter the interpreter's absolute path
     * @return one or more lines, with their ends
     */
    public static String of(String interpreter) {
        return of(interpreter, Style.PIP);
    }

    /**
     * Returns the first lines of a script for an interpreter.
     *
     * <p>A path with a space, or one that is too long for the kernel, goes through the shell.
     *
     * @param interpreter the interpreter's absolute path
     * @param style how to write it there
     * @return one or more lines, with their ends
     */
    public static String of(String interpreter, Style style) {
        return of(interpreter, style, interpreter.getBytes(StandardCharsets.UTF_8).length);
    }

    /**
     * Takes the first lines off a script.
     *
     * @param script the script; if its characters stand for bytes, so do those of the answer
     * @param plain the style of a script that needs no shell
     * @return its parts, or empty if it has no first line of a known form
     */
    public static Optional<Parsed> in(String script, Style plain) {
        if (script.startsWith(SHELL)) {
            int end = script.indexOf(SHELL_END);
            if (end < SHELL.length()) {
                return Optional.empty();
            }
            String word = script.substring(SHELL.length(), end);
            String rest = script.substring(end + SHELL_END.length());
            if (word.length() > 1 && word.startsWith("'") && word.endsWith("'")) {
                String path = word.substring(1, word.length() - 1).replace("'\"'\"'", "'");
                return Optional.of(new Parsed(path, rest, Style.UV));
            }
            boolean quoted = word.length() > 1 && word.startsWith("\"") && word.endsWith("\"");
            return Optional.of(new Parsed(quoted ? word.substring(1, word.length() - 1) : word, rest, Style.PIP));
        }
        int end = script.indexOf('\n');
        return script.startsWith("#!/") && end > 0
                ? Optional.of(new Parsed(script.substring("#!".length(), end), script.substring(end + 1), plain))
                : Optional.empty();
    }

    /** Returns the first lines for a path in which each character is one byte. */
    static String ofBytes(String interpreter, Style style) {
        return of(interpreter, style, interpreter.length());
    }

    private static String of(String interpreter, Style style, int bytes) {
        boolean spaced = interpreter.indexOf(' ') >= 0;
        if (!spaced && bytes + "#!\n".length() <= LONGEST) {
            return "#!" + interpreter + "\n";
        }
        String word =
                switch (style) {
                    case PIP -> spaced ? "\"" + interpreter + "\"" : interpreter;
                    case UV -> "'" + interpreter.replace("'", "'\"'\"'") + "'";
                };
        return SHELL + word + SHELL_END;
    }
}
