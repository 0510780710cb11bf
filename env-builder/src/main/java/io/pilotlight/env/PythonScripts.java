package io.pilotlight.env;

import io.pilotlight.env.wheel.Relocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The activation scripts: where their templates are, and how values are put into them. */
final class PythonScripts {
    private PythonScripts() {}

    static Path templates(EnvContext context) {
        Path folder = library(context).resolve("venv").resolve("scripts");
        if (!Files.isDirectory(folder)) {
            throw new InterpreterException(context.interpreter() + " has no activation scripts: " + folder
                    + " is missing. Install the venv part of that Python, such as Debian's python3-venv");
        }
        return folder;
    }

    static String replaceVariables(EnvContext context, Path template, String text) {
        UnaryOperator<String> quote = quoting(context, template);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("__VENV_DIR__", context.finalDir().toString());
        values.put("__VENV_NAME__", context.envName());
        values.put("__VENV_PROMPT__", context.prompt());
        values.put("__VENV_BIN_NAME__", context.binName());
        values.put("__VENV_PYTHON__", context.later(context.envExe()).toString());
        String replaced = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            replaced = replaced.replace(value.getKey(), quote.apply(value.getValue()));
        }
        return replaced;
    }

    static void moveToFinalDir(EnvContext context) throws IOException {
        new Relocation(context.envDir(), context.finalDir()).rewrite(context.binPath(), context.libPath());
    }

    /** The fix of CVE-2024-9287 moved the quotes from the templates into venv: what is installed decides. */
    private static UnaryOperator<String> quoting(EnvContext context, Path template) {
        if (!quotesValues(context)) {
            return UnaryOperator.identity();
        }
        String name = String.valueOf(template.getFileName());
        return name.endsWith(".ps1") ? PythonText::powerShellQuote : PythonText::shellQuote;
    }

    private static boolean quotesValues(EnvContext context) {
        Path module = library(context).resolve("venv").resolve("__init__.py");
        try {
            return Files.isRegularFile(module) && Files.readString(module).contains("script_path");
        } catch (IOException e) {
            throw new InterpreterException("Cannot read " + module + " of " + context.interpreter(), e);
        }
    }

    private static Path library(EnvContext context) {
        return Path.of(context.interpreter().facts().standardLibrary());
    }
}
