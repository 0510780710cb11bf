package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ensurepip --upgrade --default-pip}: pip is put in if it is not there, and replaced if it is older. */
final class EnsurePip {
    private EnsurePip() {}

    static void run(EnvContext context) throws IOException {
        if (context.isNew()) {
            BundledPip.install(context);
            return;
        }
        Path program = context.envExe();
        if (Files.isSymbolicLink(program) && !Files.isSameFile(program, context.executable())) {
            // a link from before, to another Python: it is that one which CPython's venv runs
            runEnsurepip(context);
            return;
        }
        Map<String, String> bundled = BundledPip.versions(context);
        Map<String, String> present = new LinkedHashMap<>();
        for (InstalledPackage one : PythonPackages.in(context.libPath())) {
            if (bundled.containsKey(one.name())) {
                present.put(one.name(), one.version());
            }
        }
        if (present.isEmpty()) {
            BundledPip.install(context);
        } else if (!present.equals(bundled)) {
            // which of two versions is the newer one, and how an old pip goes, is pip's own business
            runEnsurepip(context);
        }
    }

    private static void runEnsurepip(EnvContext context) {
        new ModuleRun(context)
                .run(
                        "ensurepip",
                        List.of("--upgrade", "--default-pip"),
                        line -> context.report(new EnvEvent.Message(line)));
    }
}
