package io.pilotlight.env.wheel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Installs a wheel into an environment, with the same files, programs and RECORD as pip.
 *
 * <p>It does not resolve, download or check dependencies. Unlike pip it holds each file against the wheel's RECORD, as
 * the specification of the format wants it: nothing is written if one is missing there or is another.
 */
public final class WheelInstaller {
    private static final byte[] PYTHON = "#!python".getBytes(StandardCharsets.US_ASCII);

    private final Target target;
    private final ScriptTemplate template;

    /**
     * Makes an installer.
     *
     * @param target where to install
     * @param template the body of the programs that it makes
     */
    public WheelInstaller(Target target, ScriptTemplate template) {
        this.target = target;
        this.template = template;
    }

    /**
     * Where wheels go, and how that environment names things.
     *
     * @param environment the environment's folder
     * @param sitePackages its folder for modules
     * @param scripts its folder for programs
     * @param interpreter what the programs' first lines name
     * @param cacheTag the interpreter's tag of compiled files, such as {@code cpython-311}
     * @param version the interpreter's first two numbers, such as {@code 3.11}
     */
    public record Target(
            Path environment, Path sitePackages, Path scripts, String interpreter, String cacheTag, String version) {}

    /** What one installation has come to. */
    private static final class Progress {
        /** The files of the wheel that were put in, by their names in it, as RECORD names them. */
        private final Map<String, RecordRow> installed = new HashMap<>();

        private final List<RecordRow> generated = new ArrayList<>();
        private final Set<Path> folders = new HashSet<>();
    }

    /**
     * Installs a wheel, as one that was asked for.
     *
     * @param wheel the file
     * @return the name of its {@code .dist-info} folder
     * @throws IOException if the wheel is damaged or unsafe, or a file cannot be written
     */
    public String install(Path wheel) throws IOException {
        try (WheelFile file = new WheelFile(wheel)) {
            List<String> names = file.names();
            WheelLayout layout = new WheelLayout(wheel, target, names);
            for (String name : names) {
                layout.place(name);
            }
            List<RecordRow> rows = RecordRow.parse(file.bytes(layout.distInfo() + "/RECORD"));
            file.verify(names, rows);
            String pointsFile = layout.distInfo() + "/entry_points.txt";
            EntryPoints points = EntryPoints.parse(file.has(pointsFile) ? file.text(pointsFile) : "");
            List<EntryPoints.Script> scripts = points.scripts(target.version);
            Progress progress = new Progress();
            Set<String> executables = file.executables();
            for (String name : names) {
                if (!layout.isScript(name) || !points.replaces(name.substring(name.lastIndexOf('/') + 1))) {
                    put(progress, layout, file, new Source(name, executables.contains(name)));
                }
            }
            Files.createDirectories(target.scripts);
            for (EntryPoints.Script script : scripts) {
                progress.generated.add(writeScript(script));
            }
            progress.generated.add(write(layout.distInfo() + "/INSTALLER", "pip\n".getBytes(StandardCharsets.UTF_8)));
            progress.generated.add(write(layout.distInfo() + "/REQUESTED", new byte[0]));
            byte[] record = RecordRow.write(rows(rows, progress));
            replace(target.sitePackages.resolve(layout.distInfo()).resolve("RECORD"), record);
            return layout.distInfo();
        }
    }

    private record Source(String name, boolean executable) {}

    private void put(Progress progress, WheelLayout layout, WheelFile file, Source source) throws IOException {
        Path place = layout.place(source.name);
        Path parent = place.getParent();
        if (parent != null && progress.folders.add(parent)) {
            Files.createDirectories(parent);
        }
        byte[] content = file.bytes(source.name);
        boolean fixed = layout.isScript(source.name)
                && content.length >= PYTHON.length
                && Arrays.equals(content, 0, PYTHON.length, PYTHON, 0, PYTHON.length);
        byte[] written = fixed ? withInterpreter(content) : content;
        replace(place, written);
        if (source.executable) {
            addExecute(place, false);
        }
        String recorded = recordName(place);
        progress.installed.put(source.name, fixed ? RecordRow.of(recorded, written) : RecordRow.unhashed(recorded));
    }

    /** As pip does it: the rows of the wheel's own RECORD in the names of their places, then what else there is now. */
    private List<RecordRow> rows(List<RecordRow> own, Progress progress) {
        List<RecordRow> rows = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (RecordRow row : own) {
            RecordRow now = progress.installed.get(row.path());
            String path = now == null ? row.path() : now.path();
            boolean changed = now != null && !now.hash().isEmpty();
            rows.add(changed ? now : new RecordRow(path, row.hash(), row.size()));
            if (now != null && places.add(path)) {
                compiledName(path).ifPresent(compiled -> rows.add(RecordRow.unhashed(compiled)));
            }
        }
        rows.addAll(progress.generated);
        return rows;
    }

    private RecordRow write(String name, byte[] content) throws IOException {
        replace(target.sitePackages.resolve(name), content);
        return RecordRow.of(name, content);
    }

    private RecordRow writeScript(EntryPoints.Script script) throws IOException {
        byte[] content = (Shebang.of(target.interpreter) + template.body(script)).getBytes(StandardCharsets.UTF_8);
        Path path = target.scripts.resolve(script.name());
        replace(path, content);
        addExecute(path, true);
        return RecordRow.of(recordName(path), content);
    }

    private byte[] withInterpreter(byte[] script) {
        // Latin-1 keeps every byte, whatever the script holds
        String text = new String(script, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String rest = end < 0 ? "" : text.substring(end + 1);
        String first = new String(
                Shebang.of(target.interpreter).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return (first + rest).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String recordName(Path place) {
        return target.sitePackages.relativize(place).toString().replace('\\', '/');
    }

    /** What is there may be one file with another environment's: it is never written into. */
    private static void replace(Path place, byte[] content) throws IOException {
        Files.deleteIfExists(place);
        Files.write(place, content);
    }

    /** Programs may be read and run by all, whatever the umask; a module that is a program, by whom the umask allows. */
    private static void addExecute(Path path, boolean readableToo) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions =
                EnumSet.copyOf(view.readAttributes().permissions());
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        if (readableToo) {
            permissions.add(PosixFilePermission.GROUP_READ);
            permissions.add(PosixFilePermission.OTHERS_READ);
        }
        view.setPermissions(permissions);
    }

    private Optional<String> compiledName(String path) {
        // pip compiles what lies in site-packages, and programs that are modules too
        if (!path.endsWith(".py")) {
            return Optional.empty();
        }
        int slash = path.lastIndexOf('/') + 1;
        String module = path.substring(slash, path.length() - ".py".length());
        return Optional.of(path.substring(0, slash) + "__pycache__/" + module + "." + target.cacheTag + ".pyc");
    }
}
