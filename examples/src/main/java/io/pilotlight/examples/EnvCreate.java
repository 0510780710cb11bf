package io.pilotlight.examples;

import io.pilotlight.core.Language;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvListener;
import io.pilotlight.env.EnvOptions;
import io.pilotlight.env.JavaEnvBuilder;
import io.pilotlight.env.JavaEnvOptions;
import io.pilotlight.env.NodeEnvBuilder;
import io.pilotlight.env.NodeEnvOptions;
import io.pilotlight.env.OptionException;
import io.pilotlight.env.VirtualEnvironment;
import io.pilotlight.examples.console.Console;
import io.pilotlight.examples.console.EnvProgress;
import io.pilotlight.examples.console.Figures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one environment, or finds that it is there. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an environment, or finds that it is there as it should be.",
            "",
            "The language is the one of the interpreter that is named; else that of the files and packages: "
                    + "requirements.txt means Python, package.json Node.js, coordinates such as group:artifact:1.0 "
                    + "Java; else Python."
        })
final class EnvCreate implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The environment's folder.")
    private Path directory = Path.of("");

    @ArgGroup(exclusive = true)
    private Interpreter interpreter = new Interpreter();

    @Option(
            names = {"-r", "--requirement"},
            paramLabel = "FILE",
            description = "Install what this file lists: a requirements.txt or a package.json; may be repeated.")
    private List<Path> files = List.of();

    @Option(
            names = "--package-json",
            paramLabel = "FILE",
            description = "Install the packages of this package.json, and exactly those of a lock beside it.")
    private @Nullable Path packageJson;

    @Option(
            names = {"-p", "--package", "--packages"},
            paramLabel = "PACKAGE",
            description = "Install this package: six==1.16.0, is-odd@3, org.slf4j:slf4j-api:2.0.17; may be repeated.")
    private List<String> packages = List.of();

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "The prompt of activation. Default: the folder's name.")
    private @Nullable String prompt;

    @Option(names = "--clear", description = "Throw away the environment that is in the folder.")
    private boolean clear;

    @Option(names = "--no-pip", description = "Leave pip out of a Python environment.")
    private boolean noPip;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing unless it fails.")
    private boolean quiet;

    @Mixin
    private EnvOutput output = new EnvOutput();

    /** Of which only one may be named. */
    static final class Interpreter {
        @Option(
                names = "--python",
                paramLabel = "SPEC",
                description = "The Python to use: a version (3.11), a name (python3.11) or a path.")
        @Nullable
        String python;

        @Option(
                names = "--node",
                paramLabel = "SPEC",
                description = "The Node.js to use: a version (20, >=18), a name (node) or a path.")
        @Nullable
        String node;

        @Option(names = "--java", paramLabel = "SPEC", description = "The Java to use: a version (17, >=21) or a path.")
        @Nullable
        String java;
    }

    @Override
    public Integer call() {
        Console console = new Console(spec().commandLine().getErr(), Ansi.AUTO);
        EnvProgress progress = new EnvProgress(console, "");
        EnvListener listener = quiet ? EnvListener.none() : progress;
        long started = System.nanoTime();
        VirtualEnvironment made;
        try {
            made = make(language(), listener);
        } catch (OptionException e) {
            throw usage(String.valueOf(e.getMessage()));
        } finally {
            console.live("");
        }
        Duration time = Duration.ofNanos(System.nanoTime() - started);
        PrintWriter out = spec().commandLine().getOut();
        if (output.json()) {
            Map<String, Object> all = EnvFacts.of(made);
            all.put("upToDate", progress.upToDate());
            output.print(out, all);
        } else if (!quiet) {
            out.println(made + (progress.upToDate() ? " is up to date" : " made in " + Figures.time(time)));
            out.flush();
        }
        return 0;
    }

    /** What is named decides; if nothing is, it is Python. */
    private Language language() {
        Set<Language> named = EnumSet.noneOf(Language.class);
        addIf(named, interpreter.python != null || noPip, Language.PYTHON);
        addIf(named, interpreter.node != null || packageJson != null, Language.NODE);
        addIf(named, interpreter.java != null, Language.JAVA);
        for (Path file : files) {
            named.add(String.valueOf(file.getFileName()).endsWith("package.json") ? Language.NODE : Language.PYTHON);
        }
        if (named.isEmpty()) {
            addIf(named, packages.stream().anyMatch(EnvCreate::isCoordinate), Language.JAVA);
        }
        if (named.size() > 1) {
            throw usage("These are things of " + named.size() + " languages ("
                    + String.join(", ", named.stream().map(Language::title).toList()) + "): an environment has one");
        }
        return named.isEmpty() ? Language.PYTHON : named.iterator().next();
    }

    private static void addIf(Set<Language> named, boolean holds, Language language) {
        if (holds) {
            named.add(language);
        }
    }

    private static boolean isCoordinate(String text) {
        return text.matches("[\\w.-]+:[\\w.-]+:[^/]+");
    }

    /** The one place where languages differ. */
    private VirtualEnvironment make(Language language, EnvListener listener) {
        return switch (language) {
            case PYTHON -> python(listener);
            case NODE -> node(listener);
            case JAVA -> java(listener);
        };
    }

    private VirtualEnvironment python(EnvListener listener) {
        EnvOptions.Builder options =
                EnvBuilder.options().clear(clear).withPip(!noPip).listener(listener);
        if (interpreter.python != null) {
            options.python(interpreter.python);
        }
        if (prompt != null) {
            options.prompt(prompt);
        }
        files.forEach(options::requirements);
        options.packages(packages.toArray(String[]::new));
        return new EnvBuilder(options.build()).create(directory);
    }

    private VirtualEnvironment node(EnvListener listener) {
        NodeEnvOptions.Builder options = NodeEnvBuilder.options().clear(clear).listener(listener);
        List<Path> lists = new ArrayList<>(files);
        if (packageJson != null) {
            lists.add(packageJson);
        }
        if (lists.size() > 1) {
            throw usage("A Node.js environment takes its packages from one package.json: list them there");
        }
        lists.forEach(options::packageJson);
        options.packages(packages.toArray(String[]::new));
        if (interpreter.node != null) {
            options.node(interpreter.node);
        }
        if (prompt != null) {
            options.prompt(prompt);
        }
        return new NodeEnvBuilder(options.build()).create(directory);
    }

    private VirtualEnvironment java(EnvListener listener) {
        if (!files.isEmpty()) {
            throw usage("A Java environment takes its packages by their coordinates: -p group:artifact:version");
        }
        JavaEnvOptions.Builder options = JavaEnvBuilder.options().clear(clear).listener(listener);
        options.packages(packages.toArray(String[]::new));
        if (interpreter.java != null) {
            options.java(interpreter.java);
        }
        if (prompt != null) {
            options.prompt(prompt);
        }
        return new JavaEnvBuilder(options.build()).create(directory);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("run through picocli only");
        }
        return spec;
    }
}
