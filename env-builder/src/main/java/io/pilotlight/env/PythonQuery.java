package io.pilotlight.env;

import io.pilotlight.env.child.Captured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Asks an interpreter what it is, in one process, unless it has answered before and is still the same. */
final class PythonQuery {
    private static final String MARK = "pilotlight-python";
    private static final String ADVICE =
            "Name a Python 3.8 or later, by its path or by a version such as 3.11, or install one";
    private static final String SCRIPT = Resource.text("query.py");
    private static final String KIND = "python " + checksum(SCRIPT);

    private final Surroundings surroundings;

    PythonQuery(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    PythonInterpreter ask(Path executable) {
        Path path = surroundings.folder().resolve(executable);
        InterpreterCache.Question question = new InterpreterCache.Question(KIND, path, locale());
        Optional<Map<String, String>> known = surroundings.cache().recall(question);
        if (known.isPresent()) {
            return interpreter(path, known.get());
        }
        if (!Files.exists(path)) {
            throw new InterpreterException("There is no Python at " + path + ": no such file. " + ADVICE);
        }
        // looked at before it is asked: what changes meanwhile is noticed the next time
        Witnesses witnesses = witnesses(path);
        Map<String, String> answers = understood(path, answer(path));
        // a launcher such as a pyenv shim may start another Python the next time: only a Python itself is remembered
        if (isItself(path, answers)) {
            Path base = Path.of(answers.getOrDefault("base-executable", path.toString()));
            surroundings.cache().remember(question, answers, witnesses.and(Witnesses.of(List.of(base))));
        }
        return interpreter(path, answers);
    }

    /** What the answers hang on: the program, and a pyvenv.cfg beside it or above it (PEP 405). */
    private static Witnesses witnesses(Path path) {
        Set<Path> files = new TreeSet<>();
        for (Path program : List.of(path, real(path).orElse(path))) {
            Stream.iterate(program.getParent(), folder -> folder != null, Path::getParent)
                    .limit(2)
                    .forEach(folder -> files.add(folder.resolve("pyvenv.cfg")));
        }
        files.add(path);
        return Witnesses.of(files);
    }

    /** The encoding of file names hangs on it. */
    private String locale() {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            Optional<String> value = surroundings.variable(name);
            if (value.isPresent()) {
                return value.get();
            }
        }
        return "";
    }

    private static boolean isItself(Path path, Map<String, String> answers) {
        try {
            Path said = Path.of(answers.getOrDefault("executable", ""));
            return said.isAbsolute() && real(said).isPresent() && real(said).equals(real(path));
        } catch (InvalidPathException notInThisLocale) {
            return false;
        }
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Captured answer(Path path) {
        ProcessBuilder builder = new ProcessBuilder(List.of(path.toString(), "-E", "-S", "-s", "-c", SCRIPT));
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(surroundings.variables());
        variables.remove("__PYVENV_LAUNCHER__");
        variables.remove("PYTHONEXECUTABLE");
        try {
            return surroundings.ask().answer(builder);
        } catch (IOException e) {
            throw new InterpreterException(path + " cannot be run as Python (" + e.getMessage() + "). " + ADVICE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while asking " + path + " for its version", e);
        }
    }

    private static Map<String, String> understood(Path path, Captured captured) {
        if (captured.timedOut()) {
            throw new InterpreterException(path + " did not answer in time, and was ended: is it a Python? " + ADVICE);
        }
        String[] fields = captured.output().split("\0", -1);
        if (captured.exitCode() != 0 || fields.length < 2 || !fields[0].equals(MARK)) {
            String said = captured.errors().strip().lines().findFirst().orElse("nothing");
            throw new InterpreterException(path + " is no Python: asked for its version, it ended with exit code "
                    + captured.exitCode() + " and said: " + said + ". " + ADVICE);
        }
        Map<String, String> answers = new HashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                answers.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return answers;
    }

    private static PythonInterpreter interpreter(Path path, Map<String, String> answers) {
        PythonInterpreter.Facts facts = new PythonInterpreter.Facts(answers);
        if (PythonVersion.parse(facts.version()).compareTo(PythonVersion.OLDEST) < 0) {
            throw new InterpreterException(path + " is Python " + facts.version() + ", which is too old. " + ADVICE);
        }
        if (facts.executable().isEmpty()) {
            throw new InterpreterException(path + " does not know its own path: call it by an absolute path");
        }
        try {
            return new PythonInterpreter(facts);
        } catch (InvalidPathException e) {
            throw new InterpreterException(
                    path + " has a path that Java cannot name in this locale: set LC_ALL to C.UTF-8", e);
        }
    }

    private static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
