package io.pilotlight.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Has JMH measure, one benchmark after the other and round after round, so that what disturbs the machine disturbs all. */
final class Runs {
    private final Effort effort;
    private final Optional<String> profiler;
    private final Path folder;
    private final PrintStream progress;

    Runs(Arguments arguments, Path folder, PrintStream progress) {
        this.effort = arguments.effort();
        this.profiler = arguments.profiler();
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws RunnerException if a benchmark fails; JMH's own output was then printed
     */
    Map<Measure, Figures> of(Collection<Measure> measures) throws RunnerException, IOException {
        Map<String, List<Measure>> benchmarks = measures.stream()
                .collect(Collectors.groupingBy(Measure::pattern, LinkedHashMap::new, Collectors.toList()));
        Map<Measure, List<Double>> figures = new LinkedHashMap<>();
        int total = benchmarks.size() * effort.rounds();
        int count = 0;
        for (int round = 1; round <= effort.rounds(); round++) {
            for (List<Measure> ofOne : benchmarks.values()) {
                List<IterationResult> results = run(ofOne.get(0));
                count++;
                for (Measure measure : ofOne) {
                    List<Double> measured = results.stream()
                            .map(result -> score(result, measure.counter()))
                            .toList();
                    figures.computeIfAbsent(measure, any -> new ArrayList<>()).addAll(measured);
                    progress.printf(
                            "[%d/%d] %s: %s%n", count, total, measure, new Figures(measure.quantity(), measured));
                }
            }
        }
        Map<Measure, Figures> all = new LinkedHashMap<>();
        figures.forEach((measure, list) -> all.put(measure, new Figures(measure.quantity(), list)));
        return all;
    }

    private static double score(IterationResult result, String counter) {
        return counter.isEmpty()
                ? result.getPrimaryResult().getScore()
                : result.getSecondaryResults().get(counter).getScore();
    }

    private List<IterationResult> run(Measure measure) throws RunnerException, IOException {
        Path log = folder.resolve("jmh.log");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(measure.pattern())
                .jvmArgsAppend(Folder.argument(folder))
                .shouldFailOnError(true);
        effort.applyTo(options, measure.pace());
        profiler.ifPresentOrElse(options::addProfiler, () -> options.output(log.toString()));
        try {
            RunResult result = new Runner(options.build()).runSingle();
            return result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .toList();
        } catch (RunnerException e) {
            if (Files.exists(log)) {
                progress.println(Files.readString(log));
            }
            throw e;
        }
    }
}
