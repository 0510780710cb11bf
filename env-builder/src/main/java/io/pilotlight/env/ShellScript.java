package io.pilotlight.env;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An activation script, whose assignments of plain texts can be read: those of sh, csh, fish, PowerShell and nushell look
 * alike.
 *
 * @param text the script; empty if it is not there
 */
record ShellScript(String text) {
    static ShellScript of(Path file) {
        try {
            return new ShellScript(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException goneOrClosed) {
            return new ShellScript("");
        }
    }

    /** Returns the texts that a variable is given, in order; commands and other variables are passed over. */
    Stream<String> values(String variable) {
        Pattern assignment =
                Pattern.compile("^[^#\\n]*\\b" + variable + "(?:=|[ \\t]+=?[ \\t]*)(.*)$", Pattern.MULTILINE);
        return assignment
                .matcher(text)
                .results()
                .map(ShellScript::value)
                .filter(value -> !value.isEmpty() && !value.startsWith("$"));
    }

    private static String value(MatchResult match) {
        String written = match.group(1).strip();
        StringBuilder out = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < written.length()) {
                i++;
                out.append(written.charAt(i));
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (Character.isWhitespace(c) || c == ';' || c == ')')) {
                break;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
