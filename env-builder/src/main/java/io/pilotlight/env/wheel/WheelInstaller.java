package io.pilotlight.env.wheel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Installs pure wheels into an environment, with the same files, scripts and RECORD as pip.
 *
 * <p>What pip itself cannot do before it is there: its own wheel, and that of setuptools. It does not resolve, download
 * or check dependencies, and refuses wheels that spread over the installation schemes (a {@code *.data} folder).
 */
public final class WheelInstaller {
    private static final Pattern OWN_TEMPLATE =
            Pattern.compile("script_template = textwrap\\.dedent\\(\\s*\"\"\"\\\\\\n(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern SHARED_TEMPLATE =
            Pattern.compile("^SCRIPT_TEMPLATE = r'''(.*?)'''", Pattern.DOTALL | Pattern.MULTILINE);

    private final Target target;

    /**
     * Makes an installer.
     *
     * @param target where to install
     */
    public WheelInstaller(Target target) {
        this.target = target;
    }

    /**
     * Where wheels go, and how that environment names things.
     *
     * @param sitePackages the folder for modules
     * @param scripts the folder for programs
     * @param interpreter what the programs' first lines name
     * @param cacheTag the interpreter's tag of compiled files, such as {@code cpython-311}
     */
    public record Target(Path sitePackages, Path scripts, String interpreter, String cacheTag) {}

    /**
     * A program to make: a module's function behind a name.
     *
     * @param name the program's file name
     * @param module the module to import
     * @param function the function in it
     */
    public record Script(String name, String module, String function) {}

    /**
     * Installs a wheel.
     *
     * @param wheel the file
     * @param scripts the programs to make
     * @param scriptTemplate the programs' body, from {@link #scriptTemplate(Path)}
     * @throws IOException if the wheel is damaged or unsafe, or a file cannot be written
     */
    public void install(Path wheel, List<Script> scripts, String scriptTemplate) throws IOException {
        try (WheelFile file = new WheelFile(wheel)) {
            List<String> names = file.names();
            String distInfo = distInfo(wheel, names);
            List<RecordRow> rows = new ArrayList<>();
            unpack(file, names);
            for (RecordRow row : RecordRow.parse(file.bytes(distInfo + "/RECORD"))) {
                rows.add(row);
                compiledName(row.path()).ifPresent(compiled -> rows.add(RecordRow.unhashed(compiled)));
            }
            for (Script script : scripts) {
                rows.add(writeScript(script, scriptTemplate));
            }
            rows.add(write(distInfo + "/INSTALLER", "pip\n".getBytes(StandardCharsets.UTF_8)));
            rows.add(write(distInfo + "/REQUESTED", new byte[0]));
            Files.write(target.sitePackages.resolve(distInfo).resolve("RECORD"), RecordRow.write(rows));
        }
    }

    /**
     * Reads the body that pip gives to the programs it makes out of pip's own wheel, as it differs between versions.
     *
     * @param pipWheel pip's wheel
     * @return a template in Python's format syntax
     * @throws IOException if the wheel is damaged, or holds no such template
     */
    public static String scriptTemplate(Path pipWheel) throws IOException {
        try (WheelFile file = new WheelFile(pipWheel)) {
            Matcher own = OWN_TEMPLATE.matcher(file.text("pip/_internal/operations/install/wheel.py"));
            if (own.find()) {
                return own.group(1).stripIndent();
            }
            Matcher shared = SHARED_TEMPLATE.matcher(file.text("pip/_vendor/distlib/scripts.py"));
            if (shared.find()) {
                return shared.group(1);
            }
            throw new IOException(pipWheel + " holds no template for programs: it is a pip that is not known here");
        }
    }

    private static String distInfo(Path wheel, List<String> names) throws IOException {
        Set<String> found = new HashSet<>();
        for (String name : names) {
            String top = name.substring(0, Math.max(0, name.indexOf('/')));
            if (top.endsWith(".data")) {
                throw new IOException(wheel + " has a folder " + top + ", which only pip can install");
            }
            if (top.endsWith(".dist-info")) {
                found.add(top);
            }
        }
        if (found.size() != 1) {
            throw new IOException(
                    wheel + " has " + found.size() + " .dist-info folders instead of one: it is no wheel");
        }
        return found.iterator().next();
    }

    private void unpack(WheelFile file, List<String> names) throws IOException {
        Set<String> executables = file.executables();
        Set<Path> made = new HashSet<>();
        for (String name : names) {
            Path path = target.sitePackages.resolve(name);
            Path parent = path.getParent();
            if (parent != null && made.add(parent)) {
                Files.createDirectories(parent);
            }
            Files.write(path, file.bytes(name));
            if (executables.contains(name)) {
                addExecute(path, false);
            }
        }
    }

    private RecordRow write(String name, byte[] content) throws IOException {
        Files.write(target.sitePackages.resolve(name), content);
        return RecordRow.of(name, content);
    }

    private RecordRow writeScript(Script script, String template) throws IOException {
        String body = template.replace("%(module)s", script.module)
                .replace("%(import_name)s", script.function.split("\\.", 2)[0])
                .replace("%(func)s", script.function);
        byte[] content = (Shebang.of(target.interpreter) + body).getBytes(StandardCharsets.UTF_8);
        Path path = target.scripts.resolve(script.name);
        Files.write(path, content);
        addExecute(path, true);
        String relative = target.sitePackages.relativize(path).toString().replace('\\', '/');
        return RecordRow.of(relative, content);
    }

    /** Programs may be read and run by all, whatever the umask; a module that is a program, by whom the umask allows. */
    private static void addExecute(Path path, boolean readableToo) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        if (readableToo) {
            permissions.add(PosixFilePermission.GROUP_READ);
            permissions.add(PosixFilePermission.OTHERS_READ);
        }
        Files.setPosixFilePermissions(path, permissions);
    }

    private Optional<String> compiledName(String path) {
        if (!path.endsWith(".py")) {
            return Optional.empty();
        }
        int slash = path.lastIndexOf('/') + 1;
        String module = path.substring(slash, path.length() - ".py".length());
        return Optional.of(path.substring(0, slash) + "__pycache__/" + module + "." + target.cacheTag + ".pyc");
    }
}
