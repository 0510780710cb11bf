package io.pilotlight.examples;

import io.pilotlight.core.PilotlightException;
import io.pilotlight.core.function.Limits;
import io.pilotlight.examples.console.Bill;
import io.pilotlight.examples.console.Console;
import io.pilotlight.examples.console.EnvProgress;
import io.pilotlight.examples.folder.FunctionFolder;
import io.pilotlight.examples.folder.FunctionFolder.Found;
import io.pilotlight.faas.LocalRuntime;
import io.pilotlight.faas.gateway.Gateway;
import io.pilotlight.server.HttpServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the functions of a folder behind the gateway, until it is ended. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the functions of a folder behind the gateway, until Ctrl-C.",
            "",
            "A function is a file NAME.py, NAME.js or NAME.mjs with a function 'handler'; it answers on /NAME and "
                    + "below. Packages come from requirements.txt and package.json in the folder; the environments are "
                    + "kept in .pilotlight in the folder."
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The folder with the functions.")
    private Path folder = Path.of(".");

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port to listen on; 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Mixin
    private Interpreters interpreters = new Interpreters();

    @Mixin
    private Bounds bounds = new Bounds();

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("run through picocli only");
        }
        Console console = new Console(spec.commandLine().getOut(), Ansi.AUTO);
        FunctionFolder functions = new FunctionFolder(
                folder,
                interpreters.python,
                interpreters.node,
                language -> new EnvProgress(console, language.title() + " environment: "));
        try (LocalRuntime runtime = LocalRuntime.create();
                HttpServer server = HttpServer.builder(deploy(functions, runtime))
                        .host(host)
                        .port(port)
                        .start()) {
            console.line("@|bold " + server.uri() + "|@  serves, Ctrl-C ends");
            functions.functions().forEach(found -> console.plain(row(found)));
            awaitEnd(console, runtime, server);
        }
        return 0;
    }

    private Gateway deploy(FunctionFolder functions, LocalRuntime runtime) {
        List<Found> all = functions.functions();
        if (all.isEmpty()) {
            throw new PilotlightException("There is no function in " + folder.toAbsolutePath()
                    + "; a function is a file NAME.py, NAME.js or NAME.mjs with a function handler");
        }
        Limits limits = bounds.limits();
        Gateway.Builder gateway = Gateway.builder(runtime);
        for (Found found : all) {
            runtime.deploy(functions.define(found, limits));
            gateway.route("ANY", "/" + found.name(), found.name());
            gateway.route("ANY", "/" + found.name() + "/{path+}", found.name());
        }
        return gateway.build();
    }

    private static String row(Found found) {
        return String.format("  /%-20s %s", found.name(), found.language().title());
    }

    /** Waits for the end of the program; then lets requests and invocations end, and shows what all of it has cost. */
    private static void awaitEnd(Console console, LocalRuntime runtime, HttpServer server) throws InterruptedException {
        Thread closing = new Thread(() -> {
            server.close();
            List<String> names = List.copyOf(runtime.functions());
            runtime.close();
            Bill bill = new Bill();
            names.forEach(name -> runtime.usage(name).ifPresent(bill::add));
            console.plain("");
            bill.lines().forEach(console::plain);
        });
        Runtime.getRuntime().addShutdownHook(closing);
        new CountDownLatch(1).await();
    }
}
