package io.pilotlight.benchmarks;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What was typed.
 *
 * @param pattern which lines are wanted: those in whose name it is found
 * @param effort how much is done for them
 * @param profiler the name of a profiler of JMH's, whose output is then printed with JMH's own
 * @param help whether the usage is wanted
 */
record Arguments(Pattern pattern, Effort effort, Optional<String> profiler, boolean help) {
    static final String USAGE = """
            Usage: java -jar benchmarks/target/benchmarks.jar [PATTERN] [--quick] [--rounds N] [--prof NAME]

              PATTERN      a regular expression; only lines in whose name it is found (default: all)
              --quick      one short look, to see that everything works
              --rounds N   measure everything N times (default: 2)
              --prof NAME  with a profiler of JMH's (gc, stack, perf, ...), and JMH's own output

            Lines, each with the CPUs it wants, its goal, and the peer. A goal is the ratio of ours to the peer's: less is better,
            but for throughput. What wants 1 CPU hands over from thread to thread: taskset -c 1 java -jar ...
            """;

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException if they make no sense
     */
    static Arguments of(List<String> words) {
        Pattern pattern = Pattern.compile("");
        boolean quick = false;
        int rounds = 0;
        Optional<String> profiler = Optional.empty();
        boolean help = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--quick" -> quick = true;
                case "--rounds" -> rounds = positive(valueOf(word, rest));
                case "--prof" -> profiler = Optional.of(valueOf(word, rest));
                case "--help", "-h" -> help = true;
                default -> pattern = pattern(word);
            }
        }
        return new Arguments(pattern, new Effort(rounds > 0 ? rounds : quick ? 1 : 2, quick), profiler, help);
    }

    /** Returns the lines that are wanted. */
    List<Line> lines() {
        return Line.all().stream()
                .filter(line -> pattern.matcher(line.name()).find())
                .toList();
    }

    private static String valueOf(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static int positive(String word) {
        if (!word.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("--rounds is " + word + "; it must be 1 to 999");
        }
        return Integer.parseInt(word);
    }

    private static Pattern pattern(String word) {
        if (word.startsWith("-")) {
            throw new IllegalArgumentException("There is no option " + word);
        }
        try {
            return Pattern.compile(word);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("Not a regular expression: " + word, e);
        }
    }
}
