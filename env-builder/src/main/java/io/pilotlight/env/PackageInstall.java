package io.pilotlight.env;

import java.io.IOException;
import java.util.Optional;

/** Installs the packages of the options into an environment: from its lock if it has one, by pip or uv or from the store. */
final class PackageInstall {
    private final EnvContext context;
    private final PackageRequest request;
    private final Optional<LockFile> lock;

    private PackageInstall(EnvContext context) {
        this.context = context;
        this.request = PackageRequest.of(context.options(), context.interpreter());
        this.lock = LockFile.of(context.options(), request, context.interpreter());
    }

    static void run(EnvContext context) throws IOException {
        new PackageInstall(context).run();
    }

    private void run() throws IOException {
        PackageOptions options = context.options().packageOptions();
        if (options.locked()) {
            lock.ifPresent(LockFile::mustFit);
        }
        boolean fits = lock.map(LockFile::fits).orElse(false);
        PackageRequest wanted = lock.filter(file -> fits)
                .map(file -> PackageRequest.locked(file.path()))
                .orElse(request);
        Optional<LockFile> toWrite = lock.filter(file -> !fits);
        if (usesUv(options.installer())) {
            throughUv(wanted, toWrite);
        } else {
            throughPip(wanted, toWrite);
        }
    }

    private static boolean usesUv(Installer installer) {
        return switch (installer) {
            case PIP -> false;
            case UV -> true;
            case AUTO -> UvRun.program().isPresent();
        };
    }

    /** uv links from a cache of its own; it makes a lock before it installs, as it knows the hashes of all platforms. */
    private void throughUv(PackageRequest wanted, Optional<LockFile> toWrite) throws IOException {
        UvRun uv = new UvRun(context);
        if (toWrite.isPresent()) {
            toWrite.get().write(uv.compile(wanted));
            uv.install(PackageRequest.locked(toWrite.get().path()));
        } else {
            uv.install(wanted);
        }
    }

    private void throughPip(PackageRequest wanted, Optional<LockFile> toWrite) throws IOException {
        StoredPackages store = new StoredPackages(context, wanted);
        Optional<Resolution> resolution = store.install();
        if (resolution.isEmpty()) {
            resolution = new PipInstall(context).run(wanted);
            resolution.ifPresent(store::keep);
        }
        if (toWrite.isPresent()) {
            LockFile file = toWrite.get();
            Resolution found = resolution.orElseThrow(() -> new PackageException(
                    "The lock file " + file.path() + " cannot be written: the environment's pip is older than 22.2, and"
                            + " does not tell what it installed. Use upgradeDependencies(true), or uv",
                    (Throwable) null));
            file.write(found.packages());
            store.with(PackageRequest.locked(file.path())).keep(found.allRequested());
        }
    }
}
