package io.pilotlight.examples;

import io.pilotlight.core.json.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option that lets a program read what a command of {@code env} found. */
final class EnvOutput {
    @Option(names = "--json", description = "Print JSON, for programs to read.")
    private boolean json;

    boolean json() {
        return json;
    }

    void print(PrintWriter out, Object value) {
        out.println(Json.standard().text(value));
        out.flush();
    }
}
