package io.pilotlight.env;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of Python are wanted: all that begin with a number, or those of specifiers as PEP 440 has them for
 * releases.
 *
 * @param clauses what all must be true
 * @param build with or without the global interpreter lock
 */
record PythonVersions(List<Clause> clauses, Build build) {
    static final PythonVersions ANY = new PythonVersions(List.of(), Build.EITHER);

    private static final Pattern NUMBER = Pattern.compile("(\\d(?:\\.\\d{1,4}){0,2})(t?)");
    private static final Pattern SPECIFIER =
            Pattern.compile("(===|==|!=|~=|>=|<=|>|<)\\s*(\\d(?:\\.\\d{1,4}){0,2})(\\.\\*)?");

    private static final int LAST_MICRO = 9999;

    PythonVersions {
        clauses = List.copyOf(clauses);
    }

    /** Free-threaded builds have the version of the others; who does not ask for one would be surprised by it. */
    enum Build {
        EITHER,
        USUAL,
        FREE_THREADED
    }

    /**
     * Reads a version or specifiers.
     *
     * @throws OptionException if it is neither
     */
    static PythonVersions of(String text) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            Build build = number.group(2).isEmpty() ? Build.USUAL : Build.FREE_THREADED;
            return new PythonVersions(List.of(new Clause("==", numbers(number.group(1)), true)), build);
        }
        List<Clause> clauses = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            clauses.add(clause(part.strip()));
        }
        return new PythonVersions(clauses, Build.USUAL);
    }

    boolean fits(PythonInterpreter python) {
        PythonInterpreter.Facts facts = python.facts();
        return fits(python.number(), facts.preRelease(), facts.freeThreaded());
    }

    boolean fits(PythonVersion number, boolean preRelease, boolean freeThreaded) {
        return (build == Build.EITHER || freeThreaded == (build == Build.FREE_THREADED))
                && clauses.stream().allMatch(clause -> clause.fits(number, preRelease));
    }

    /** Returns the two numbers that all of them begin with, such as 3.11. */
    Optional<String> minor() {
        for (Clause clause : clauses) {
            if (clause.isEqual() && clause.numbers.size() > 1) {
                return Optional.of(clause.numbers.get(0) + "." + clause.numbers.get(1));
            }
        }
        return Optional.empty();
    }

    /** Says whether one of them may have a second number, by the first and the last version that could. */
    boolean mayHave(int minor) {
        int major = PythonVersion.OLDEST.major();
        return clauses.stream()
                .allMatch(clause -> clause.fits(new PythonVersion(major, minor, 0), false)
                        || clause.fits(new PythonVersion(major, minor, LAST_MICRO), false));
    }

    /** Says whether all of them are older than any Python that can be used. */
    boolean areTooOld() {
        return clauses.stream().anyMatch(Clause::isTooOld);
    }

    private static Clause clause(String text) {
        Matcher matcher = SPECIFIER.matcher(text);
        if (!matcher.matches()) {
            throw PythonRequest.refused("'" + text + "' is no version of a release and no specifier of one");
        }
        String operator = matcher.group(1);
        List<Integer> numbers = numbers(matcher.group(2));
        boolean prefix = matcher.group(3) != null;
        if (prefix && !operator.equals("==") && !operator.equals("!=")) {
            throw PythonRequest.refused("'" + text + "' has .* where only == and != take it");
        }
        if (operator.equals("~=") && numbers.size() < 2) {
            throw PythonRequest.refused("'" + text + "' needs two numbers at least, as in ~=3.10");
        }
        return new Clause(operator, numbers, prefix);
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : text.split("\\.", -1)) {
            numbers.add(Integer.valueOf(number));
        }
        return List.copyOf(numbers);
    }

    /**
     * One condition.
     *
     * @param operator as PEP 440 writes it
     * @param numbers one to three numbers; those that are left out are zero
     * @param prefix whether any version that begins with the numbers is meant
     */
    record Clause(String operator, List<Integer> numbers, boolean prefix) {
        boolean fits(PythonVersion version, boolean preRelease) {
            int sameRelease = version.compareTo(padded());
            // a pre-release comes just before its release
            int order = sameRelease == 0 && preRelease ? -1 : sameRelease;
            return switch (operator) {
                case "==", "===" -> prefix ? begins(version, numbers.size()) : order == 0;
                case "!=" -> prefix ? !begins(version, numbers.size()) : order != 0;
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case "<" -> sameRelease < 0;
                default -> order >= 0 && begins(version, numbers.size() - 1);
            };
        }

        private boolean isEqual() {
            return operator.startsWith("==");
        }

        private boolean isTooOld() {
            int order = padded().compareTo(PythonVersion.OLDEST);
            return switch (operator) {
                case "<" -> order <= 0;
                case "<=" -> order < 0;
                case "==", "===" -> order < 0 && !(prefix && numbers.equals(List.of(PythonVersion.OLDEST.major())));
                default -> false;
            };
        }

        private boolean begins(PythonVersion version, int count) {
            return List.of(version.major(), version.minor(), version.micro())
                    .subList(0, count)
                    .equals(numbers.subList(0, count));
        }

        private PythonVersion padded() {
            return new PythonVersion(numbers.get(0), number(1), number(2));
        }

        private int number(int index) {
            return index < numbers.size() ? numbers.get(index) : 0;
        }
    }
}
