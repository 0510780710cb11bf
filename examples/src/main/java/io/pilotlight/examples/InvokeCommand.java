package io.pilotlight.examples;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.examples.console.Console;
import io.pilotlight.examples.console.EnvProgress;
import io.pilotlight.examples.folder.FunctionFolder;
import io.pilotlight.faas.LocalRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Invokes one function of a folder once: the result goes to standard output, the report to standard error. */
@Command(
        name = "invoke",
        mixinStandardHelpOptions = true,
        description = {
            "Invokes one function of a folder once.",
            "",
            "The result goes to standard output, the report to standard error. With --json, both go to standard output "
                    + "as one JSON object. Exit code 1 if the function failed or did not answer in time."
        })
final class InvokeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FUNCTION", description = "The function's name: that of its file, without the ending.")
    private String function = "";

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder with the function. Default: this one.")
    private Path folder = Path.of(".");

    @Option(
            names = {"-d", "--data"},
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "The event; @FILE reads it from a file, @- from standard input. Default: ${DEFAULT-VALUE}.")
    private String data = "{}";

    @Option(names = "--json", description = "Print outcome, result and usage as one JSON object.")
    private boolean asJson;

    @Mixin
    private Interpreters interpreters = new Interpreters();

    @Mixin
    private Bounds bounds = new Bounds();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec given = spec;
        if (given == null) {
            throw new IllegalStateException("run through picocli only");
        }
        Event event = event(given);
        Console console = new Console(given.commandLine().getErr(), Ansi.AUTO);
        FunctionFolder functions = new FunctionFolder(
                folder,
                interpreters.python,
                interpreters.node,
                language -> new EnvProgress(console, language.title() + " environment: "));
        Outcome<byte[]> outcome;
        try (LocalRuntime runtime =
                LocalRuntime.builder().drainTime(Duration.ZERO).build()) {
            Thread closing = new Thread(runtime::close);
            Runtime.getRuntime().addShutdownHook(closing);
            runtime.deploy(functions.define(functions.function(function), bounds.limits()));
            outcome = runtime.invoke(function, event);
            Runtime.getRuntime().removeShutdownHook(closing);
        }
        print(given, outcome);
        return outcome.succeeded() ? 0 : Pilotlight.FAILED;
    }

    private Event event(CommandSpec given) throws IOException {
        String json = data;
        if (data.equals("@-")) {
            json = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } else if (data.startsWith("@")) {
            json = Files.readString(Path.of(data.substring(1)));
        }
        try {
            Json.standard().read(json.getBytes(StandardCharsets.UTF_8), (Type) Object.class);
        } catch (JsonException e) {
            throw new ParameterException(
                    given.commandLine(), "the event given by --data cannot be used. " + e.getMessage(), e);
        }
        return Event.json(json);
    }

    private void print(CommandSpec given, Outcome<byte[]> outcome) {
        PrintWriter out = given.commandLine().getOut();
        if (asJson) {
            out.println(Json.standard().text(OutcomeJson.of(outcome)));
        } else {
            if (outcome instanceof Outcome.Succeeded<byte[]> succeeded) {
                out.println(new String(succeeded.value(), StandardCharsets.UTF_8));
            }
            OutcomeText.lines(outcome).forEach(given.commandLine().getErr()::println);
        }
        out.flush();
        given.commandLine().getErr().flush();
    }
}
