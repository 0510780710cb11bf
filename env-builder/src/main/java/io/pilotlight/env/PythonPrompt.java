package io.pilotlight.env;

import java.util.Map;
import java.util.Optional;

/** The prompt of a Python environment, as its configuration and its activation scripts have it. */
final class PythonPrompt {
    private PythonPrompt() {}

    /** Returns what activation puts into VIRTUAL_ENV_PROMPT; empty where it does not set it. */
    static Optional<String> variable(PythonEnvironment environment, boolean disabled) {
        Map<String, String> configuration = environment.configuration();
        String name = configured(configuration)
                .orElse(String.valueOf(environment.directory().getFileName()));
        if (configuration.containsKey("uv") || configuration.containsKey("virtualenv")) {
            return Optional.of(name);
        }
        if (environment.version().isEmpty()) {
            return Optional.empty();
        }
        PythonVersion version = PythonVersion.parse(environment.version());
        if (version.isAtLeast(3, 13)) {
            return Optional.of(name);
        }
        // Python 3.10 to 3.12 set it together with PS1
        return version.isAtLeast(3, 10) && !disabled ? Optional.of("(" + name + ") ") : Optional.empty();
    }

    /** Returns the prompt of a configuration: written as Python's repr() by venv, in quotes by virtualenv, bare by uv. */
    static Optional<String> configured(Map<String, String> configuration) {
        return Optional.ofNullable(configuration.get("prompt")).map(PythonPrompt::literal);
    }

    private static String literal(String text) {
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        boolean quoted =
                text.length() >= 2 && (quote == '\'' || quote == '"') && text.charAt(text.length() - 1) == quote;
        return quoted ? unescaped(text.substring(1, text.length() - 1)) : text;
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                out.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
            if (digits == 0 || at + digits > text.length()) {
                out.append(escape == 'n' ? '\n' : escape == 'r' ? '\r' : escape == 't' ? '\t' : escape);
                continue;
            }
            try {
                out.appendCodePoint(Integer.parseInt(text.substring(at, at + digits), 16));
                at += digits;
            } catch (IllegalArgumentException noNumber) {
                out.append(escape);
            }
        }
        return out.toString();
    }
}
