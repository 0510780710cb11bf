package io.pilotlight.env;

import io.pilotlight.env.activation.Activation;
import io.pilotlight.env.files.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The files of a Node.js environment. */
final class NodeFiles {
    static final String CONFIGURATION = "nodevenv.cfg";

    private static final String GIT_IGNORE = "# Nothing in this environment belongs into git\n*\n";

    private NodeFiles() {}

    /** Returns the prompt with "." replaced, or empty if none was given. */
    static Optional<String> prompt(NodeEnvOptions options) {
        return options.prompt().map(text -> text.equals(".") ? currentFolderName() : text);
    }

    static void directories(NodeEnvContext context) throws IOException {
        Files.createDirectories(context.binPath());
        Files.createDirectories(context.modulesPath());
    }

    static void gitIgnore(NodeEnvContext context) throws IOException {
        write(context.envDir().resolve(".gitignore"), GIT_IGNORE);
    }

    static void configuration(NodeEnvContext context) throws IOException {
        StringBuilder text = new StringBuilder();
        line(text, "home", context.nodeDir().toString());
        line(text, "version", context.interpreter().version());
        prompt(context.options()).ifPresent(prompt -> line(text, "prompt", PythonText.repr(prompt)));
        line(text, "executable", context.executable().toString());
        if (context.options().withNpm()) {
            line(text, "npm", context.interpreter().npm().toString());
        }
        write(context.cfgPath(), text.toString());
    }

    static void interpreter(NodeEnvContext context) throws IOException {
        if (context.options().symlinks()) {
            Files.createSymbolicLink(context.envExe(), context.executable());
        } else {
            Files.copy(context.executable(), context.envExe());
            Files.setPosixFilePermissions(context.envExe(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Returns the environment's own npm, or that of its Node.js. */
    static Path npmOf(NodeEnvContext context) {
        Path own = context.envDir().resolve("lib").resolve("node_modules").resolve("npm");
        Path script = own.resolve("bin").resolve("npm-cli.js");
        return Files.isRegularFile(script) ? script : context.interpreter().npm();
    }

    /** Writes the commands that run npm on the environment. */
    static void npm(NodeEnvContext context) throws IOException {
        Path npm = npmOf(context);
        command(context, "npm", npm);
        command(context, "npx", npm.resolveSibling("npx-cli.js"));
    }

    static void activation(NodeEnvContext context) throws IOException {
        Path modules = context.later(context.modulesPath());
        Path ofNpm = context.finalDir().resolve("lib").resolve("node_modules");
        Activation.builder("NODE_VIRTUAL_ENV", context.finalDir().toString())
                .deactivate("deactivate_node")
                .prompt(context.prompt())
                .path(context.binName(), "node_modules/.bin")
                .set("NODE_PATH", modules + File.pathSeparator + ofNpm)
                .build()
                .writeTo(context.binPath(), false);
    }

    /** Makes room for the commands of another npm, which does not replace ours. */
    static void removeNpm(NodeEnvContext context) throws IOException {
        Files.deleteIfExists(context.binPath().resolve("npm"));
        Files.deleteIfExists(context.binPath().resolve("npx"));
    }

    private static void command(NodeEnvContext context, String name, Path script) throws IOException {
        String text = "#!/bin/sh\nNPM_CONFIG_PREFIX=%s exec %s %s \"$@\"\n"
                .formatted(
                        PythonText.shellQuote(context.finalDir().toString()),
                        PythonText.shellQuote(context.later(context.envExe()).toString()),
                        PythonText.shellQuote(context.later(script).toString()));
        Path file = context.binPath().resolve(name);
        // what is there may be a link that npm made
        Files.deleteIfExists(file);
        write(file, text);
        Trees.makeExecutable(file);
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(" = ").append(value).append('\n');
    }

    private static String currentFolderName() {
        Path name = Path.of("").toAbsolutePath().getFileName();
        return name == null ? "" : name.toString();
    }
}
