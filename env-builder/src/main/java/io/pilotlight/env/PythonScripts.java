package io.pilotlight.env;

import io.pilotlight.env.activation.Activation;
import io.pilotlight.env.wheel.Relocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The activation scripts: where their templates are, and how values are put into them. */
final class PythonScripts {
    private PythonScripts() {}

    static Path templates(EnvContext context) {
        return context.standardLibrary().resolve("venv").resolve("scripts");
    }

    /** Installs scripts from a folder with the subfolders "common" and that of the platform. */
    static void install(EnvBuilder builder, EnvContext context, Path folder) throws IOException {
        String platform = context.layout().scriptFolder();
        ScriptTemplates own = ScriptTemplates.ofInterpreter(templates(context), platform);
        boolean isOwn = folder.equals(templates(context));
        ScriptTemplates templates = isOwn ? own : ScriptTemplates.read(folder, platform);
        if (isOwn && own.scripts().isEmpty()) {
            throw new InterpreterException(context.interpreter() + " has no activation scripts: " + folder
                    + " is missing. Install the venv part of that Python, such as Debian's python3-venv");
        }
        for (ScriptTemplates.Template script : templates.scripts()) {
            if (!context.layout().leavesOut(name(script.source()))) {
                install(builder, context.withScript(script.source(), own.quotesValues()), script);
            }
        }
    }

    /** Writes what Python's templates lack; should they ever have one for nushell, it stays. */
    static void nushell(EnvContext context) throws IOException {
        if (!Files.exists(context.binPath().resolve("activate.nu"))) {
            Activation.ofPython(context.finalDir().toString(), context.barePrompt(), context.binName())
                    .writeNushellTo(context.binPath());
        }
    }

    static String replaceVariables(EnvContext context, Path template, String text) throws IOException {
        if (!text.contains("__VENV_")) {
            return text;
        }
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

    private static void install(EnvBuilder builder, EnvContext context, ScriptTemplates.Template script)
            throws IOException {
        Path to = context.binPath();
        for (Path name : script.place()) {
            to = to.resolve(name.toString());
        }
        Path above = to.getParent();
        if (above != null && script.place().getNameCount() > 1) {
            Files.createDirectories(above);
        }
        if (context.layout().copiesWhole(name(script.source()))) {
            Files.copy(script.source(), to, StandardCopyOption.REPLACE_EXISTING);
        } else if (script.text() == null) {
            context.warn(
                    "unable to copy script " + PythonText.repr(script.source()) + ", may be binary: it is not UTF-8");
        } else {
            String text = builder.replaceVariables(context, script.source(), script.text());
            Files.write(to, text.getBytes(StandardCharsets.UTF_8));
            if (script.modes() != null) {
                Files.setPosixFilePermissions(to, script.modes());
            }
        }
    }

    /** The fix of CVE-2024-9287 moved the quotes from the templates into venv: what is installed decides. */
    private static UnaryOperator<String> quoting(EnvContext context, Path template) throws IOException {
        String name = name(template);
        if (!quotesValues(context) || name.endsWith(".bat")) {
            return UnaryOperator.identity();
        }
        return name.endsWith(".ps1") ? PythonText::powerShellQuote : PythonText::shellQuote;
    }

    /** While a script is installed the context knows. */
    private static boolean quotesValues(EnvContext context) throws IOException {
        @Nullable Boolean known = context.quotesValues();
        return known != null
                ? known
                : ScriptTemplates.ofInterpreter(
                                templates(context), context.layout().scriptFolder())
                        .quotesValues();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
