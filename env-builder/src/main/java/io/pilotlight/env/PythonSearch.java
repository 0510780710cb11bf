package io.pilotlight.env;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What one search has come upon: the Pythons that fit, each installation once, and what was passed over. */
final class PythonSearch {
    private final PythonQuery query;
    private final boolean all;
    private final Map<String, PythonInterpreter> found = new LinkedHashMap<>();
    private final List<InterpreterException> refused = new ArrayList<>();

    /** Begins a search for the first that fits, or for all. */
    PythonSearch(PythonQuery query, boolean all) {
        this.query = query;
        this.all = all;
    }

    /** Asks a program, and says whether the search is over. One that is no usable Python is passed over. */
    boolean tries(Path program, Predicate<PythonInterpreter> fits) {
        try {
            PythonInterpreter python = query.ask(program);
            if (fits.test(python)) {
                found.putIfAbsent(python.identity(), python);
            }
        } catch (InterpreterException notThisOne) {
            refused.add(notThisOne);
        }
        return isOver();
    }

    boolean isOver() {
        return !all && !found.isEmpty();
    }

    List<PythonInterpreter> found() {
        return List.copyOf(found.values());
    }

    Optional<InterpreterException> firstRefused() {
        return refused.stream().findFirst();
    }
}
