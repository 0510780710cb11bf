package io.pilotlight.env;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The files of a Node.js environment. */
final class NodeFiles {
    private static final String ACTIVATE = Resource.text("activate.sh");

    private NodeFiles() {}

    static void directories(NodeEnvContext context) throws IOException {
        Files.createDirectories(context.binPath());
        Files.createDirectories(context.envDir().resolve("node_modules"));
    }

    static void interpreter(NodeEnvContext context) throws IOException {
        Files.createSymbolicLink(context.envExe(), context.interpreter().executable());
    }

    static void npm(NodeEnvContext context) throws IOException {
        Path npm = context.interpreter().npm();
        command(context, "npm", npm);
        command(context, "npx", npm.resolveSibling("npx-cli.js"));
    }

    static void activation(NodeEnvContext context) throws IOException {
        String text = ACTIVATE.replace(
                        "__DIRECTORY__",
                        PythonText.shellQuote(context.finalDir().toString()))
                .replace("__PROMPT__", PythonText.shellQuote(context.prompt()));
        Files.write(context.binPath().resolve("activate"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static void command(NodeEnvContext context, String name, Path script) throws IOException {
        String text = "#!/bin/sh\nNPM_CONFIG_PREFIX=%s exec %s %s \"$@\"\n"
                .formatted(
                        PythonText.shellQuote(context.finalDir().toString()),
                        PythonText.shellQuote(context.later(context.envExe()).toString()),
                        PythonText.shellQuote(script.toString()));
        Path file = context.binPath().resolve(name);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(file, permissions);
    }
}
