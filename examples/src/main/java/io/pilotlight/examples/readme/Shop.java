package io.pilotlight.examples.readme;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.PythonEnvironment;
import io.pilotlight.faas.LocalRuntime;
import io.pilotlight.faas.gateway.Gateway;
import io.pilotlight.http.Requests;
import io.pilotlight.http.Response;
import io.pilotlight.server.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Importing: a function in Java and one in Python, behind HTTP. */
public final class Shop {
    private static final String PYTHON = """
            def total(event, context):
                return sum(event["prices"])
            """;

    private Shop() {}

    /**
     * Runs the example.
     *
     * @param arguments none are read
     * @throws IOException if the folder cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target/shop"));
        Files.writeString(folder.resolve("till.py"), PYTHON);
        PythonEnvironment python = new EnvBuilder().create(folder.resolve("venv"));

        try (LocalRuntime runtime = LocalRuntime.create()) {
            runtime.deploy(FunctionDefinition.of("greet", Event.class, (event, context) -> "Hello from Java"));
            runtime.deploy(FunctionDefinition.of("total", python, folder, "till.total"));

            // called in this process
            Map<String, List<Integer>> order = Map.of("prices", List.of(3, 4));
            System.out.println(runtime.invoke("total", order, Integer.class).orThrow());

            // called over HTTP, on a free port of this machine
            Gateway gateway =
                    Gateway.builder(runtime).route("GET", "/greet", "greet").build();
            try (HttpServer server = HttpServer.start(gateway)) {
                Response response = Requests.get(server.uri().resolve("/greet").toString());
                System.out.println(response.status() + " " + response.text());
            }
            System.out.println(runtime.usage("total").orElseThrow());
        }
    }
}
