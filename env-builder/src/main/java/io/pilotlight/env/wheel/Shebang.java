package io.pilotlight.env.wheel;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The first lines of a script, which say with what interpreter it runs. */
public final class Shebang {
    private static final int LONGEST =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac") ? 512 : 127;

    private Shebang() {}

    /**
     * Returns the first lines of a script for an interpreter.
     *
     * <p>A path with a space, or one that is too long for the kernel, goes through the shell, as pip does it.
     *
     * @param interpreter the interpreter's absolute path
     * @return one or more lines, with their ends
     */
    public static String of(String interpreter) {
        return of(interpreter, interpreter.getBytes(StandardCharsets.UTF_8).length);
    }

    private static String of(String interpreter, int bytes) {
        boolean spaced = interpreter.indexOf(' ') >= 0;
        if (!spaced && bytes + "#!\n".length() <= LONGEST) {
            return "#!" + interpreter + "\n";
        }
        return throughShell(spaced ? "\"" + interpreter + "\"" : interpreter);
    }

    /**
     * Puts another interpreter into a script that pip wrote.
     *
     * @param script the script's bytes, each as one character
     * @param from the path that it names now, as bytes
     * @param to the path that it shall name, as bytes
     * @return the script with other first lines, or the same one if it does not start with that interpreter
     */
    static String replaced(String script, String from, String to) {
        for (String lines : new String[] {"#!" + from + "\n", throughShell(from), throughShell("\"" + from + "\"")}) {
            if (script.startsWith(lines)) {
                return of(to, to.length()) + script.substring(lines.length());
            }
        }
        return script;
    }

    private static String throughShell(String command) {
        return "#!/bin/sh\n'''exec' " + command + " \"$0\" \"$@\"\n' '''\n";
    }
}
