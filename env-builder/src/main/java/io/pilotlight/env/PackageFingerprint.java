package io.pilotlight.env;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of the packages of an environment decides whether it is up to date: texts as they were at first, and the lock as it is now. */
final class PackageFingerprint {
    private final List<String> texts;
    private final Optional<LockFile> lock;

    PackageFingerprint(EnvOptions options, PythonInterpreter interpreter) {
        PackageRequest request = PackageRequest.of(options, interpreter);
        this.texts = new ArrayList<>(options.packageOptions().ingredients());
        this.texts.addAll(request.texts());
        this.lock = LockFile.of(options, request, interpreter);
    }

    /** Returns the ingredients; making the environment, or another maker, may write the lock meanwhile. */
    List<String> now() {
        List<String> all = new ArrayList<>(texts);
        lock.ifPresent(file -> all.add(file.fits() ? file.text() : ""));
        return all;
    }
}
