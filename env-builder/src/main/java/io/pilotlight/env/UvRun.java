package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs of uv on an environment, in a process that ends with this one. */
final class UvRun {
    private static final String STARTER = Resource.text("program.py");

    /** Settings that would send packages elsewhere, do nothing, or silence uv. */
    private static final List<String> HARMFUL = List.of(
            "UV_PYTHON",
            "UV_SYSTEM_PYTHON",
            "UV_BREAK_SYSTEM_PACKAGES",
            "UV_TARGET",
            "UV_PREFIX",
            "UV_PROJECT_ENVIRONMENT",
            "UV_DRY_RUN",
            "UV_QUIET",
            "CONDA_PREFIX",
            "__PYVENV_LAUNCHER__");

    private final EnvContext context;
    private final Path program;

    UvRun(EnvContext context) {
        this.context = context;
        this.program = program()
                .orElseThrow(() -> new PackageException(
                        "There is no uv on PATH: install it (python3 -m pip install uv), or choose Installer.PIP",
                        (Throwable) null));
    }

    /** Returns the uv on PATH. */
    static Optional<Path> program() {
        return new SearchPath(System.getenv()).programs("uv").stream().findFirst();
    }

    void install(PackageRequest request) throws IOException {
        List<String> words = new ArrayList<>(List.of("pip", "install"));
        words.addAll(List.of("--python", context.envExe().toString()));
        addSettings(words, request);
        words.addAll(request.arguments());
        Path lock = context.envDir().resolve(".lock");
        boolean before = Files.exists(lock);
        run(words, request);
        if (!before) {
            // uv locks out other uvs with it, and leaves it
            Files.deleteIfExists(lock);
        }
    }

    /** Returns the lines of a lock: exact versions, with the hashes of their files for all platforms. */
    String compile(PackageRequest request) throws IOException {
        Path sources = Files.createTempFile(context.envDir(), ".packages", ".txt");
        Path lock = context.envDir().resolve(".compiled.txt");
        try {
            Files.write(sources, request.packages());
            List<String> words = new ArrayList<>(List.of("pip", "compile", "--generate-hashes", "--no-header"));
            words.addAll(List.of("--no-annotate", "--python", context.envExe().toString()));
            addSettings(words, request);
            request.constraints().forEach(file -> words.addAll(List.of("-c", file.toString())));
            words.addAll(List.of("--output-file", lock.toString(), sources.toString()));
            request.files().forEach(file -> words.add(file.toString()));
            run(words, request);
            return Files.readString(lock);
        } finally {
            Files.deleteIfExists(sources);
            Files.deleteIfExists(lock);
        }
    }

    private void addSettings(List<String> words, PackageRequest request) {
        PackageOptions options = context.options().packageOptions();
        if (options.requireHashes() && !request.lock() && words.contains("install")) {
            words.add("--require-hashes");
        }
        if (options.offline()) {
            words.add("--offline");
        }
        options.indexUrl().ifPresent(url -> {
            words.add("--index-url");
            words.add(url.toString());
        });
        options.findLinks().forEach(folder -> words.addAll(List.of("--find-links", folder.toString())));
    }

    private void run(List<String> arguments, PackageRequest request) {
        UvOutput output = new UvOutput(context::report);
        List<String> words = new ArrayList<>(
                List.of(context.executable().toString(), "-I", "-S", "-c", STARTER, program.toString()));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(request.folder().orElse(context.envDir()).toFile());
        adjust(builder.environment());
        try (Scratch scratch = Scratch.in(context.envDir())) {
            scratch.use(builder.environment());
            int exitCode = context.children().run(builder, true, output::line);
            if (exitCode != 0) {
                String lines = String.join("\n", output.errors());
                throw new PackageException(
                        "uv " + String.join(" ", arguments) + " failed with exit code " + exitCode
                                + (lines.isEmpty() ? "" : ":\n" + lines),
                        output.errors());
            }
        } catch (IOException e) {
            throw new PackageException("uv cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while uv ran", e);
        }
    }

    private void adjust(Map<String, String> variables) {
        variables.keySet().removeIf(name -> name.startsWith("PYTHON"));
        HARMFUL.forEach(variables::remove);
        variables.put("VIRTUAL_ENV", context.envDir().toString());
        variables.put("NO_COLOR", "1");
        variables.put("UV_NO_PROGRESS", "1");
    }
}
