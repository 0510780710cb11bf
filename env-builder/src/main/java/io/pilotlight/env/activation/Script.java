package io.pilotlight.env.activation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The scripts, one or two for each shell: their names, their templates, and how their shell quotes a text. */
enum Script {
    SH("activate.sh"),
    CSH("activate.csh"),
    FISH("activate.fish"),
    NU("activate.nu"),
    POWERSHELL("Activate.ps1"),
    CMD("activate.bat"),
    CMD_LEAVING("deactivate.bat");

    private final String resource;

    Script(String resource) {
        this.resource = resource;
    }

    boolean onWindowsOnly() {
        return resource.endsWith(".bat");
    }

    String fileName(Activation activation) {
        return switch (this) {
            case SH -> "activate";
            case CMD_LEAVING -> activation.deactivate() + ".bat";
            default -> resource;
        };
    }

    byte[] bytes(Activation activation) {
        String text = text(activation);
        if (onWindowsOnly()) {
            // cmd loses its way in a file with bare line feeds
            text = text.replace("\n", "\r\n");
        } else if (this == POWERSHELL && !isAscii(activation)) {
            // without this mark, Windows' own PowerShell takes the file for one in the old code page
            text = "\uFEFF" + text;
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String text(Activation activation) {
        List<String> changed = new ArrayList<>(activation.set().keySet());
        changed.addAll(activation.unset());
        List<String> reversed = new ArrayList<>(activation.path());
        Collections.reverse(reversed);
        Template template = new Template(template())
                .each("changed", named(changed))
                .each("set", values(activation.set()))
                .each("unset", named(List.copyOf(activation.unset())))
                .each("folder", folders(activation.path()))
                .each("lastfolder", folders(reversed))
                .each("foreign", isAscii(activation) ? List.of() : List.of(Map.of()));
        return template.filled(Map.of(
                "variable", activation.variable(),
                "directory", quote(activation.directory()),
                "deactivate", activation.deactivate(),
                "prompt", quote(activation.prompt()),
                "shown", quote(activation.shown()),
                "folders",
                        activation.path().stream()
                                .map(this::quote)
                                .collect(Collectors.joining(this == POWERSHELL || this == NU ? ", " : " ")),
                "undo",
                        changed.stream()
                                .map(name -> "_" + activation.variable() + "_undo_" + name + "; ")
                                .collect(Collectors.joining())));
    }

    private String quote(String text) {
        return switch (this) {
            case SH -> "'" + text.replace("'", "'\\''") + "'";
            case CSH -> "'" + text.replace("'", "'\\''").replace("!", "\\!") + "'";
            case FISH -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
            case NU -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            // typographic quotes end a text there too
            case POWERSHELL -> "'" + text.replaceAll("['\u2018\u2019\u201a\u201b]", "$0$0") + "'";
            case CMD, CMD_LEAVING -> text.replace("%", "%%").replace('"', '\'');
        };
    }

    private List<Map<String, String>> values(Map<String, String> values) {
        List<Map<String, String>> rows = new ArrayList<>();
        values.forEach((name, value) -> {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("name", name);
            row.put("value", quote(value));
            rows.add(row);
        });
        return rows;
    }

    private List<Map<String, String>> folders(List<String> folders) {
        return named(folders.stream()
                .map(folder -> quote(this == CMD ? folder.replace('/', '\\') : folder))
                .toList());
    }

    private static List<Map<String, String>> named(List<String> names) {
        return names.stream().map(name -> Map.of("name", name)).toList();
    }

    /** cmd reads a file in the console's code page, which must be another one for any other letter. */
    private static boolean isAscii(Activation activation) {
        String all = activation.directory()
                + activation.prompt()
                + activation.path()
                + activation.set().values();
        return all.chars().allMatch(c -> c < 128);
    }

    private String template() {
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the library's own file " + resource + " is missing from its jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
