package io.pilotlight.env.wheel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that a wheel wants to have made: its entry_points.txt, understood as pip understands it. */
final class EntryPoints {
    private static final Pattern TARGET = Pattern.compile("([\\w.]+)\\s*(?::\\s*([\\w.]+))?\\s*(?:\\[.*])?");

    private final Map<String, String> console = new TreeMap<>();
    private final Map<String, String> gui = new TreeMap<>();

    private EntryPoints() {}

    /**
     * A program: a module's function behind a name.
     *
     * @param name the program's file name
     * @param module the module to import
     * @param function the function in it
     */
    record Script(String name, String module, String function) {}

    static EntryPoints parse(String text) {
        EntryPoints points = new EntryPoints();
        Map<String, String> group = new TreeMap<>();
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                group = switch (line.substring(1, line.length() - 1).strip()) {
                    case "console_scripts" -> points.console;
                    case "gui_scripts" -> points.gui;
                    default -> new TreeMap<>();
                };
            } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    group.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
        }
        return points;
    }

    /** Says whether a file of the wheel's own scripts is one that setuptools made for an entry point: pip drops those. */
    boolean replaces(String fileName) {
        String name = fileName.replaceFirst("(?i)(\\.exe|-script\\.py|\\.pya)$", "");
        return console.containsKey(name) || gui.containsKey(name);
    }

    /**
     * Returns the programs to make for an interpreter.
     *
     * <p>pip and easy_install have names with a version in them, baked into wheels that are meant for all versions: as
     * pip does it, those are made for the environment's version.
     *
     * @param version the interpreter's first two numbers, such as 3.11
     */
    List<Script> scripts(String version) throws IOException {
        Map<String, String> names = new TreeMap<>(console);
        String pip = names.remove("pip");
        if (pip != null) {
            names.keySet().removeIf(name -> name.matches("pip(\\d+(\\.\\d+)?)?"));
            names.put("pip", pip);
            names.put("pip" + version.substring(0, version.indexOf('.')), pip);
            names.put("pip" + version, pip);
        }
        String easyInstall = names.remove("easy_install");
        if (easyInstall != null) {
            names.keySet().removeIf(name -> name.matches("easy_install(-\\d+\\.\\d+)?"));
            names.put("easy_install", easyInstall);
            names.put("easy_install-" + version, easyInstall);
        }
        names.putAll(gui);
        List<Script> scripts = new ArrayList<>();
        for (Map.Entry<String, String> name : names.entrySet()) {
            scripts.add(script(name.getKey(), name.getValue()));
        }
        return scripts;
    }

    private static Script script(String name, String target) throws IOException {
        Matcher matcher = TARGET.matcher(target);
        if (!matcher.matches() || matcher.group(2) == null) {
            throw new IOException("the program " + name + " is to call '" + target
                    + "', which names no function: the wheel's entry_points.txt is wrong");
        }
        if (name.contains("/") || name.contains("\\") || name.contains("\0") || name.equals("..") || name.equals(".")) {
            throw new IOException(
                    "the program '" + name
                            + "' would land outside of the environment's folder for programs: nothing of its wheel was installed");
        }
        return new Script(name, matcher.group(1), matcher.group(2));
    }
}
