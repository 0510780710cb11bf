package io.pilotlight.env;

import io.pilotlight.env.child.Captured;
import io.pilotlight.env.child.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Asks an interpreter what it is, in one process, and remembers the answer while its file stays the same. */
final class PythonQuery {
    private static final String MARK = "pilotlight-python";
    private static final String ADVICE =
            "Name a Python 3.8 or later, by its path or by a version such as 3.11, or install one";

    /** What interpreters answered: they are the machine's, so the whole process shares it. */
    private static final ConcurrentMap<Identity, PythonInterpreter> KNOWN = new ConcurrentHashMap<>();

    private static final String SCRIPT = Resource.text("query.py");

    private final Map<String, String> environment;
    private final Duration limit;

    PythonQuery(Map<String, String> environment, Duration limit) {
        this.environment = environment;
        this.limit = limit;
    }

    /** A file that answers the same as long as it is the same; an environment's answer hangs on its pyvenv.cfg too. */
    private record Identity(Path path, Stamp file, Stamp configuration) {
        static Identity of(Path path) {
            Path bin = path.getParent();
            Path above = bin == null ? null : bin.getParent();
            return new Identity(
                    path, Stamp.of(path), above == null ? Stamp.NONE : Stamp.of(above.resolve("pyvenv.cfg")));
        }
    }

    private record Stamp(long size, FileTime modified) {
        static final Stamp NONE = new Stamp(-1, FileTime.fromMillis(0));

        static Stamp of(Path path) {
            try {
                return new Stamp(Files.size(path), Files.getLastModifiedTime(path));
            } catch (IOException notThere) {
                return NONE;
            }
        }
    }

    PythonInterpreter ask(Path executable) {
        Path path = executable.toAbsolutePath();
        Identity identity = Identity.of(path);
        PythonInterpreter known = KNOWN.get(identity);
        if (known != null) {
            return known;
        }
        if (!Files.exists(path)) {
            throw new InterpreterException("There is no Python at " + path + ": no such file. " + ADVICE);
        }
        PythonInterpreter found = understood(path, answer(path));
        // a launcher such as a pyenv shim may start another Python the next time: only a Python itself is remembered
        if (found.executable().equals(path)) {
            KNOWN.put(identity, found);
        }
        return found;
    }

    private Captured answer(Path path) {
        ProcessBuilder builder = new ProcessBuilder(List.of(path.toString(), "-E", "-S", "-s", "-c", SCRIPT));
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(environment);
        variables.remove("__PYVENV_LAUNCHER__");
        variables.remove("PYTHONEXECUTABLE");
        try {
            return Children.capture(builder, limit);
        } catch (IOException e) {
            throw new InterpreterException(path + " cannot be run as Python (" + e.getMessage() + "). " + ADVICE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while asking " + path + " for its version", e);
        }
    }

    private static PythonInterpreter understood(Path path, Captured captured) {
        if (captured.timedOut()) {
            throw new InterpreterException(path + " did not answer in time, and was ended: is it a Python? " + ADVICE);
        }
        String[] fields = captured.output().split("\0", -1);
        if (captured.exitCode() != 0 || fields.length < 2 || !fields[0].equals(MARK)) {
            String said = captured.errors().strip().lines().findFirst().orElse("nothing");
            throw new InterpreterException(path + " is no Python: asked for its version, it ended with exit code "
                    + captured.exitCode() + " and said: " + said + ". " + ADVICE);
        }
        PythonInterpreter.Facts facts = facts(fields);
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

    private static PythonInterpreter.Facts facts(String[] fields) {
        Map<String, String> answers = new HashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                answers.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return new PythonInterpreter.Facts(answers);
    }
}
