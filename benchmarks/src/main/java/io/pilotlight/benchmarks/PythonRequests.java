package io.pilotlight.benchmarks;

import io.pilotlight.core.Environment;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A session of Python's requests, in a process that asks as often as it is told to. */
final class PythonRequests implements AutoCloseable {
    /** Nobody. */
    static final PythonRequests NONE = new PythonRequests(null);

    static final String VERSION = "2.34.2";

    private final @Nullable Process process;

    private PythonRequests(@Nullable Process process) {
        this.process = process;
    }

    /** Makes an environment that holds requests, and starts Python in it. */
    static PythonRequests start(String base) throws IOException {
        Path folder = Folder.fresh();
        EnvOptions options = EnvBuilder.options()
                .cache(folder.resolveSibling("cache"))
                .packages("requests==" + VERSION)
                .build();
        Environment environment = new EnvBuilder(options).create(folder);
        ProcessBuilder builder = environment.process(List.of(
                environment.interpreter().toString(),
                "-X",
                "utf8",
                "-c",
                Folder.text("requests_loop.py"),
                base,
                new String(SmallAnswers.content("%s"), StandardCharsets.US_ASCII)));
        return new PythonRequests(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Has it ask so many times, and waits until all answers were right. */
    void ask(int count) throws IOException {
        if (process == null) {
            throw new IllegalStateException("Python was not started");
        }
        OutputStream out = process.getOutputStream();
        out.write((count + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        for (int next = process.getInputStream().read();
                next != '\n';
                next = process.getInputStream().read()) {
            if (next < 0) {
                throw new IllegalStateException("Python ended; what it said stands above");
            }
        }
    }

    /** Hangs up, which ends it. Does nothing when that was done. */
    @Override
    public void close() throws IOException {
        if (process == null) {
            return;
        }
        process.getOutputStream().close();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
