package io.pilotlight.env;

import io.pilotlight.core.Language;
import io.pilotlight.core.json.Json;
import io.pilotlight.env.cache.CacheFolder;
import io.pilotlight.env.cache.CacheRoom;
import io.pilotlight.env.modules.ModuleStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Installs the packages of the options: from the store of what was installed before, or with npm. */
final class NodeInstall {
    private static final List<String> OWN_SCRIPTS =
            List.of("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare");

    private final NodeEnvContext context;
    private final NodeManifest manifest;
    private final NodeManifest.Texts texts;

    NodeInstall(NodeEnvContext context) {
        this.context = context;
        this.manifest = context.manifest();
        this.texts = manifest.texts();
    }

    /**
     * Installs them.
     *
     * @param among whether packages are there already that are to stay as far as they fit
     */
    void run(boolean among) {
        try {
            texts.writeTo(context.envDir());
            if (among || !manifest.isExact()) {
                new NpmRun(context).run(List.of("install"));
                return;
            }
            Optional<ModuleStore> store = store();
            String key = store.isPresent() ? key() : "";
            if (store.isPresent() && store.get().fetch(key, context.modulesPath())) {
                announce();
                return;
            }
            new NpmRun(context).run(List.of("ci"));
            if (store.isPresent()) {
                store.get().keep(key, context.modulesPath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while installing packages", e);
        }
    }

    private Optional<ModuleStore> store() {
        boolean ignoreScripts = context.options().ignoreScripts();
        return context.options()
                .cacheFolder()
                .filter(folder -> texts.lock().orElseThrow().isReproducible(ignoreScripts))
                .filter(folder -> ignoreScripts || !hasOwnScripts())
                .flatMap(folder -> CacheFolder.at(folder).room("node-modules"))
                .map(CacheRoom::path)
                .map(ModuleStore::new);
    }

    private boolean hasOwnScripts() {
        Map<?, ?> content = Json.standard().read(texts.packageJson(), Map.class);
        return content.get("scripts") instanceof Map<?, ?> scripts
                && OWN_SCRIPTS.stream().anyMatch(scripts::containsKey);
    }

    /** Says all that decides what npm makes of a lock file. */
    private String key() throws IOException {
        NodeEnvOptions options = context.options();
        List<String> all = new ArrayList<>();
        all.add(texts.packageJson());
        all.add(texts.lock().orElseThrow().text());
        all.add(texts.settings().orElse(""));
        all.add(context.interpreter().toString());
        all.add(context.interpreter().npm().toString());
        all.add(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        all.add(options.production() + " " + options.ignoreScripts() + " " + options.registry());
        all.add(npmSettings(context.nodeDir()).toString());
        all.add(Files.getPosixFilePermissions(context.binPath()).toString());
        return Receipt.of(Language.NODE, context.interpreter().version(), all).fingerprint();
    }

    /** npm can be told to leave packages out, or to lay them out in another way: by variables, the user, the machine. */
    private static Map<String, String> npmSettings(Path nodeDir) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        System.getenv().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("npm_config_") || name.equals("NODE_ENV")) {
                settings.put(lower, value);
            }
        });
        Path ofUser = Path.of(System.getProperty("user.home")).resolve(".npmrc");
        String named = settings.get("npm_config_userconfig");
        for (Path file : List.of(
                named == null ? ofUser : Path.of(named),
                nodeDir.resolveSibling("etc").resolve("npmrc"))) {
            settings.put(file.toString(), Files.isRegularFile(file) ? Files.readString(file) : "");
        }
        return settings;
    }

    private void announce() {
        int count = NodePackages.in(context.modulesPath()).size();
        context.report(
                new EnvEvent.PackageProgress(EnvEvent.Phase.INSTALLED, "packages", "", count, OptionalInt.of(count)));
    }
}
