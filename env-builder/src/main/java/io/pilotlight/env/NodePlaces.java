package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where Node.js may be, best first: on PATH in its order, then what nvm and nodenv have installed, newest first. */
final class NodePlaces {
    private final SearchPath searchPath;
    private final List<Path> installed;

    NodePlaces(Surroundings surroundings) {
        this.searchPath = new SearchPath(surroundings.variables());
        this.installed = List.of(
                folder(surroundings, "NVM_DIR", ".nvm").resolve("versions").resolve("node"),
                folder(surroundings, "NODENV_ROOT", ".nodenv").resolve("versions"));
    }

    /** Returns programs of a name on PATH. */
    List<Path> programs(String name) {
        return searchPath.programs(name);
    }

    /** Returns programs that may be what is asked. */
    List<Path> candidates(NodeRequest request) {
        List<Path> programs = new ArrayList<>(searchPath.programs("node"));
        for (Path versions : installed) {
            Map<Path, NodeVersion> folders = new HashMap<>();
            for (Path folder : entries(versions)) {
                NodeVersion.read(String.valueOf(folder.getFileName()))
                        .filter(request.versions()::fits)
                        .filter(version -> version.compareTo(NodeVersion.OLDEST) >= 0)
                        .ifPresent(version -> folders.put(folder, version));
            }
            folders.entrySet().stream()
                    .sorted(Map.Entry.<Path, NodeVersion>comparingByValue().reversed())
                    .forEach(folder -> inFolder(folder.getKey()).ifPresent(programs::add));
        }
        return programs;
    }

    /** Returns the program in a folder that is an environment or an installation. */
    Optional<Path> inFolder(Path folder) {
        return SearchPath.program(folder.resolve("bin"), "node").or(() -> SearchPath.program(folder, "node"));
    }

    /** Says in words where was looked. */
    String description() {
        return "on PATH (" + searchPath.folders().size() + " folders), under nvm (" + installed.get(0)
                + ") or under nodenv (" + installed.get(1) + ")";
    }

    private static Path folder(Surroundings surroundings, String variable, String usual) {
        return surroundings.variable(variable).map(Path::of).orElseGet(() -> surroundings
                .home()
                .resolve(usual));
    }

    private static List<Path> entries(Path folder) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(found::add);
            } catch (IOException unreadable) {
                // then nothing of it can be run either
            }
        }
        return found;
    }
}
