package io.pilotlight.examples.property;

import io.pilotlight.core.json.Json;
import io.pilotlight.env.PythonEnvironment;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** requests itself, in a process that is asked over a pipe. It ends when it is closed, or when its input does. */
final class PythonSide implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    PythonSide(PythonEnvironment python, Path program) throws IOException {
        ProcessBuilder builder =
                python.process(List.of(python.interpreter().toString(), "-X", "utf8", "-B", program.toString()));
        builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT)
                .endsWith("_proxy"));
        this.process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.questions =
                new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Asks for many at once; the program reads all of them before it answers, so that neither waits for the other. */
    List<Outcome> ask(List<Sample> samples) throws IOException {
        questions.write(samples.size() + "\n");
        for (Sample sample : samples) {
            questions.write("[" + Ascii.quoted(sample.kind()) + ", " + Ascii.quoted(sample.parts()) + "]\n");
        }
        questions.flush();
        List<Outcome> outcomes = new ArrayList<>(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            outcomes.add(outcome(answers.readLine()));
        }
        return outcomes;
    }

    private static Outcome outcome(@Nullable String line) throws IOException {
        if (line == null) {
            throw new EOFException("Python's side has ended; what it said stands above");
        }
        Map<?, ?> answer = Json.standard().read(line.getBytes(StandardCharsets.US_ASCII), Map.class);
        Object error = answer.get("error");
        return error == null ? Outcome.of((String) answer.get("value")) : Outcome.failure((String) error);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
