package io.pilotlight.env;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes an environment in a Java virtual machine of its own, for tests that kill it or run it in another locale. */
final class BuildMain {
    private BuildMain() {}

    /**
     * Takes the Python's program, the folder, and a requirements file or the word "as-3.14", "with-pip" or "without-pip";
     * or the word "node", the folder, and a package.json.
     */
    public static void main(String[] arguments) {
        if (arguments[0].equals("node")) {
            new NodeEnvBuilder(NodeEnvBuilder.options()
                            .packageJson(Path.of(arguments[2]))
                            .build())
                    .create(Path.of(arguments[1]));
            return;
        }
        EnvOptions.Builder options = EnvBuilder.options()
                .python(arguments[0])
                .compile(false)
                .installer(Installer.PIP)
                .listener(event -> {
                    if (event instanceof EnvEvent.Created || event instanceof EnvEvent.UpToDate) {
                        System.out.println(event.getClass().getSimpleName());
                    }
                });
        boolean as314 = arguments[2].equals("as-3.14");
        if (as314 || arguments[2].equals("without-pip")) {
            options.withPip(false);
        } else if (!arguments[2].equals("with-pip")) {
            options.requirements(Path.of(arguments[2]));
        }
        EnvBuilder builder = as314 ? new Builder314(options.build()) : new EnvBuilder(options.build());
        builder.create(Path.of(arguments[1]));
    }

    static ProcessBuilder process(String... arguments) {
        return process(BuildMain.class, arguments);
    }

    static ProcessBuilder process(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words);
    }

    /** Stands for Python 3.14, which may not be on the machine, with what the Python at hand says otherwise. */
    static final class Builder314 extends EnvBuilder {
        Builder314(EnvOptions options) {
            super(options);
        }

        @Override
        protected PythonInterpreter findInterpreter() {
            return new PythonInterpreter(super.findInterpreter()
                    .facts()
                    .with("version", "3.14.0")
                    .with("utf8-names", "True")
                    .with("include", "include"));
        }
    }
}
