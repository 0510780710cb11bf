package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** pip's installation of requirements, of which it reports what it chose. */
final class PipInstall {
    private static final PythonVersion REPORTS = new PythonVersion(22, 2, 0);

    private final EnvContext context;

    PipInstall(EnvContext context) {
        this.context = context;
    }

    /** Returns what pip installed, or empty if it is too old to tell. */
    Optional<Resolution> run(PackageRequest request) throws IOException {
        PackageOptions options = context.options().packageOptions();
        List<String> words = new ArrayList<>(List.of("install"));
        if (options.requireHashes() && !request.lock()) {
            words.add("--require-hashes");
        }
        if (options.offline()) {
            words.add("--no-index");
        }
        options.indexUrl().filter(url -> !options.offline()).ifPresent(url -> {
            words.add("--index-url");
            words.add(url.toString());
        });
        options.findLinks().forEach(folder -> words.addAll(List.of("--find-links", folder.toString())));
        Path report = context.envDir().resolve(".pilotlight-report.json");
        boolean reports = version(context).compareTo(REPORTS) >= 0;
        if (reports) {
            words.addAll(List.of("--report", report.toString()));
        }
        words.addAll(request.arguments());
        try {
            new PipRun(context).run(words);
            // if all is there already, there is nothing to report
            return reports && Files.exists(report)
                    ? Optional.of(
                            new Resolution(options.time().now(), options.offline(), ResolvedPackage.report(report)))
                    : Optional.empty();
        } finally {
            Files.deleteIfExists(report);
        }
    }

    /** Returns the version of the environment's pip. */
    static PythonVersion version(EnvContext context) throws IOException {
        Path metadata = InstalledFiles.metadata(context.libPath()).get("pip");
        String name = metadata == null ? "" : String.valueOf(metadata.getFileName());
        return name.isEmpty() ? new PythonVersion(0, 0, 0) : PythonVersion.parse(name.substring(name.indexOf('-') + 1));
    }
}
