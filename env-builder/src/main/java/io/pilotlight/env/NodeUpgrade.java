package io.pilotlight.env;

import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes what is in an environment over into the one that takes its place, but for what is made anew. */
final class NodeUpgrade {
    private static final Set<String> MADE_ANEW =
            Set.of("node", "npm", "npx", "activate", "activate.csh", "activate.fish", "activate.nu", "Activate.ps1");

    private NodeUpgrade() {}

    /** Says whether there is an environment to be upgraded. */
    static boolean isWanted(NodeEnvContext context) {
        return context.options().upgrade() && Receipt.existsIn(context.finalDir());
    }

    /** Copies rather than links: npm may go on to change a file in its place, and the old one stays if it fails. */
    static void keep(NodeEnvContext context) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(context.finalDir())) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.equals(Receipt.FILE) && !name.equals(context.binName())) {
                    copy(entry, context.envDir().resolve(name));
                }
            }
        }
        Path programs = context.finalDir().resolve(context.binName());
        Files.createDirectories(context.binPath());
        if (Files.isDirectory(programs)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(programs)) {
                for (Path entry : entries) {
                    String name = String.valueOf(entry.getFileName());
                    if (!MADE_ANEW.contains(name)) {
                        copy(entry, context.binPath().resolve(name));
                    }
                }
            }
        }
    }

    /** Builds compiled parts anew if they are for another Node.js, by the version that the old receipt names. */
    static void rebuild(NodeEnvContext context) throws IOException {
        Map<String, String> old = KeyValueFile.read(context.finalDir().resolve(Receipt.FILE));
        String before = major(old.getOrDefault("version", ""));
        if (!before.equals(major(context.interpreter().version())) && !Trees.isEmpty(context.modulesPath())) {
            new NpmRun(context).run(List.of("rebuild"));
        }
    }

    private static String major(String version) {
        return version.split("\\.", -1)[0];
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
                for (Path entry : entries) {
                    copy(entry, to.resolve(String.valueOf(entry.getFileName())));
                }
            }
        }
    }
}
