package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An environment made anew beside a damaged one, for the same place and of the same Python: what its files should be.
 *
 * @param context what the steps of its making knew
 */
record PythonReference(EnvContext context) implements AutoCloseable {

    /**
     * Makes it.
     *
     * @param damaged the environment that is to be repaired
     * @param withPip whether pip, and what comes with it, is to be in it
     * @param site where it is made
     */
    static PythonReference of(PythonEnvironment damaged, boolean withPip, RepairSite site) throws IOException {
        EnvOptions options = options(damaged);
        EnvBuilder builder = withPip ? new EnvBuilder(options) : new WithoutPip(options);
        Path aside = site.fresh();
        Files.createDirectory(aside);
        try (Children children = new Children()) {
            EnvContext context = new EnvContext(
                    options,
                    builder.findInterpreter(),
                    EnvDirectory.of(damaged.directory()),
                    new BuildSite.Workplace(aside, children));
            builder.build(context);
            return new PythonReference(context);
        } catch (RuntimeException e) {
            Trees.remove(aside);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Trees.remove(context.envDir());
    }

    /** Says that pip is wanted, as the configuration repeats the command, but leaves it out. */
    private static final class WithoutPip extends EnvBuilder {
        WithoutPip(EnvOptions options) {
            super(options);
        }

        @Override
        protected void setupPip(EnvContext context) {}
    }

    private static EnvOptions options(PythonEnvironment damaged) {
        PythonPlace place = damaged.place();
        Map<String, String> configuration = damaged.configuration();
        boolean hasPip = Files.isRegularFile(place.programs().resolve("pip"));
        EnvOptions.Builder options = EnvBuilder.options()
                .python(base(damaged))
                .withPip(hasPip || !(configuration.getOrDefault("command", "") + " ").contains(" --without-pip "))
                .compile(false)
                .gitIgnore(Files.exists(damaged.directory().resolve(".gitignore")))
                .symlinks(!targets(place.programs()).isEmpty() || !Files.isRegularFile(place.python()))
                .systemSitePackages(configuration
                        .getOrDefault("include-system-site-packages", "false")
                        .equalsIgnoreCase("true"));
        prompt(damaged).ifPresent(options::prompt);
        return options.build();
    }

    /** Without a configuration, the activation script still knows the prompt. */
    private static Optional<String> prompt(PythonEnvironment damaged) {
        if (!damaged.configuration().isEmpty()) {
            return PythonPrompt.configured(damaged.configuration());
        }
        String name = String.valueOf(damaged.directory().getFileName());
        return ShellScript.of(damaged.place().programs().resolve("activate"))
                .values("VIRTUAL_ENV_PROMPT")
                .findFirst()
                .map(text -> text.matches("\\(.*\\) ") ? text.substring(1, text.length() - 2) : text)
                .filter(text -> !text.equals(name));
    }

    /**
     * Returns the Python of which the environment was made, under the name that it was called by: what a link in it still leads
     * to, or its name in the home that it names, or another of the same version on this machine.
     */
    private static Path base(PythonEnvironment damaged) {
        String minor = damaged.place().minorVersion();
        String home = damaged.configuration().getOrDefault("home", "");
        List<Path> candidates = new ArrayList<>();
        for (Path target : targets(damaged.place().programs())) {
            candidates.add(target);
            addIn(candidates, home, String.valueOf(target.getFileName()));
        }
        ProgramCheck.interpreter(damaged.place().programs().resolve("pip"))
                .ifPresent(python -> addIn(candidates, home, python.substring(python.lastIndexOf('/') + 1)));
        PythonBase.in(home, minor).ifPresent(candidates::add);
        for (Path candidate : candidates) {
            boolean outside = candidate.isAbsolute() && !candidate.startsWith(damaged.directory());
            if (outside && Files.isExecutable(candidate) && isVersion(candidate, minor)) {
                return candidate;
            }
        }
        return PythonInterpreter.find(minor.isEmpty() ? "3" : minor).executable();
    }

    private static boolean isVersion(Path candidate, String minor) {
        try {
            return minor.isEmpty() || PythonInterpreter.of(candidate).version().startsWith(minor + ".");
        } catch (InterpreterException noPython) {
            return false;
        }
    }

    private static List<Path> targets(Path programs) {
        List<Path> targets = new ArrayList<>();
        try (Stream<Path> files = Files.list(programs)) {
            for (Path link : files.filter(Files::isSymbolicLink).sorted().toList()) {
                targets.add(Files.readSymbolicLink(link));
            }
        } catch (IOException gone) {
            return targets;
        }
        return targets;
    }

    private static void addIn(List<Path> candidates, String home, String name) {
        try {
            candidates.add(Path.of(home).resolve(name));
        } catch (InvalidPathException cannotBe) {
            // a damaged file may hold anything
        }
    }
}
