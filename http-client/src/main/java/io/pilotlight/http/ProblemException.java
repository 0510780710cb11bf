package io.pilotlight.http;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that an answer has an error status, and that the server said what is wrong (RFC 9457). */
public final class ProblemException extends HttpStatusException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Problem problem;

    ProblemException(Response response, Problem problem) {
        super(response, " (" + shown(problem) + ")");
        this.problem = problem;
    }

    /**
     * Returns what the server said.
     *
     * @return the problem; empty only if this exception was deserialized
     */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** The kind of problem, which is the same for everybody; not its detail. */
    private static String shown(Problem problem) {
        String title = problem.title().isEmpty() ? problem.type() : problem.title();
        return title.replaceAll("\\p{Cntrl}", " ");
    }
}
