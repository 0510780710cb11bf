package io.pilotlight.env;

import io.pilotlight.env.store.Distribution;
import io.pilotlight.env.store.Place;
import io.pilotlight.env.store.StoreException;
import io.pilotlight.env.store.WheelStore;
import io.pilotlight.env.wheel.Shebang;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What pip installed for the same requirements before, linked from the store instead of asking pip again. */
final class StoredPackages {
    private final EnvContext context;
    private final PackageRequest request;
    private final Optional<PackageCache> cache;
    private final List<String> start;

    StoredPackages(EnvContext context, PackageRequest request) throws IOException {
        this.context = context;
        this.request = request;
        // with the packages of the system in sight, what is missing depends on those
        this.cache = PackageCache.of(context.options())
                .filter(it -> !context.options().systemSitePackages());
        this.start = List.copyOf(InstalledFiles.names(context.libPath()));
    }

    private StoredPackages(StoredPackages before, PackageRequest request) {
        this.context = before.context;
        this.request = request;
        this.cache = before.cache;
        this.start = before.start;
    }

    /** Returns the same environment, as it was then, with another request. */
    StoredPackages with(PackageRequest other) {
        return new StoredPackages(this, other);
    }

    /** Returns what was installed; empty if nothing was, because something of it is not known or not stored. */
    Optional<Resolution> install() throws IOException {
        Optional<Resolution> known = cache.flatMap(it -> it.lines(key()))
                .flatMap(Resolution::parse)
                .filter(it -> it.holds(context.options().packageOptions(), request));
        try {
            return known.isPresent()
                            && linked(cache.orElseThrow().wheels(), known.get().packages())
                    ? known
                    : Optional.empty();
        } catch (StoreException e) {
            context.report(new EnvEvent.Message("packages are installed without the cache: " + e.getMessage()));
            return Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Stores what pip has just installed, and remembers what it was asked for, if all of it can be stored. */
    void keep(Resolution resolution) {
        if (cache.isEmpty()) {
            return;
        }
        try {
            Map<String, Path> metadata = InstalledFiles.metadata(context.libPath());
            WheelStore wheels = cache.get().wheels();
            for (ResolvedPackage one : resolution.packages()) {
                Path folder = metadata.get(one.plainName());
                boolean named = !one.direct() && !one.sha256().isEmpty();
                if (!named || folder == null || !Files.isRegularFile(folder.resolve("RECORD"))) {
                    return;
                }
                Distribution installed = new Distribution(
                        context.envDir(),
                        context.libPath(),
                        context.binPath(),
                        String.valueOf(folder.getFileName()),
                        Shebang.Style.PIP);
                wheels.store(key(one), scratch -> installed);
            }
            cache.get().keep(key(), resolution.lines());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            context.report(new EnvEvent.Message("packages are not kept in the cache: " + e.getMessage()));
        }
    }

    private boolean linked(WheelStore wheels, List<ResolvedPackage> packages) throws IOException, InterruptedException {
        for (ResolvedPackage one : packages) {
            if (!wheels.has(key(one))) {
                return false;
            }
        }
        Map<String, Path> before = InstalledFiles.metadata(context.libPath());
        for (ResolvedPackage one : packages) {
            if (before.containsKey(one.plainName())) {
                InstalledFiles.remove(context.envDir(), before.get(one.plainName()));
            }
        }
        int count = 0;
        for (ResolvedPackage one : packages) {
            Place place = new Place(context.envDir(), context.finalDir(), one.requested(), true);
            if (!wheels.link(key(one), place)) {
                undo(packages, before);
                return false;
            }
            count++;
            context.report(new EnvEvent.PackageProgress(
                    EnvEvent.Phase.INSTALLED,
                    one.name() + "-" + one.version(),
                    "",
                    count,
                    OptionalInt.of(packages.size())));
        }
        return true;
    }

    /** Somebody edited a stored file: pip installs all anew, over nothing. */
    private void undo(List<ResolvedPackage> packages, Map<String, Path> before) throws IOException {
        Map<String, Path> now = InstalledFiles.metadata(context.libPath());
        for (ResolvedPackage one : packages) {
            Path folder = now.get(one.plainName());
            if (folder != null) {
                InstalledFiles.remove(context.envDir(), folder);
            }
        }
        cache.ifPresent(it -> it.forget(key()));
        if (packages.stream().anyMatch(one -> before.containsKey(one.plainName()))) {
            BundledPip.install(context);
        }
    }

    private String key() {
        List<String> parts = new ArrayList<>(List.of("resolution", String.valueOf(request.lock())));
        parts.addAll(platform());
        parts.add(context.interpreter().version());
        parts.addAll(start);
        parts.addAll(request.texts());
        parts.addAll(InstallerSettings.texts(context.options().packageOptions()));
        return WheelStore.key(parts);
    }

    /** The files of a package depend on its archive, on who installed it, and on what it was compiled for. */
    private String key(ResolvedPackage one) {
        List<String> parts = new ArrayList<>(List.of("pip", one.sha256()));
        parts.addAll(platform());
        start.stream().filter(name -> name.startsWith("pip-")).forEach(parts::add);
        parts.add(String.valueOf(System.getenv("PIP_NO_COMPILE")));
        return WheelStore.key(parts);
    }

    private List<String> platform() {
        PythonInterpreter.Facts facts = context.interpreter().facts();
        return List.of(
                facts.implementation(),
                facts.cacheTag(),
                facts.buildPlatform(),
                facts.sitePackages(),
                context.binName(),
                context.pythonExe());
    }

    private static InterruptedBuildException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InterruptedBuildException("Interrupted while waiting for stored packages", e);
    }
}
