package io.pilotlight.examples.tour;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import io.pilotlight.core.function.FunctionBuilder;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.json.Json;
import io.pilotlight.examples.console.Bill;
import io.pilotlight.examples.console.Console;
import io.pilotlight.examples.console.Figures;
import io.pilotlight.faas.LocalRuntime;
import io.pilotlight.faas.gateway.Gateway;
import io.pilotlight.server.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The main job, end to end: environments of two languages with packages of their registries, functions in three languages
 * behind the gateway, one pipeline over published data, what it cost, and nothing left when idle.
 */
public final class Tour {
    private static final Duration IDLE_TIME = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Console console;
    private final Path folder;
    private final Places places;
    private final List<String> functions = new ArrayList<>();

    /**
     * Prepares a tour.
     *
     * @param console where to show it
     * @param folder where its environments are kept for the next one
     * @param python which Python, as {@code venv --python} takes it; null for the usual search
     * @param node the Node.js program; null for the usual search
     */
    public Tour(Console console, Path folder, @Nullable String python, @Nullable Path node) {
        this.console = console;
        this.folder = folder.toAbsolutePath().normalize();
        this.places = new Places(console, this.folder, python, node);
    }

    /**
     * Takes the tour.
     *
     * @throws IOException if the folder cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public void take() throws IOException, InterruptedException {
        console.line("@|bold Pilotlight|@: functions in three languages, each in its own environment");
        TourFiles.unpack(folder);
        heading(1, "Environments, in " + folder);
        places.make();
        // the handlers end at once when the tour is broken off: nobody waits for them then
        LocalRuntime runtime = LocalRuntime.builder().drainTime(Duration.ZERO).build();
        Thread closing = new Thread(runtime::close, "pilotlight-tour-end");
        Runtime.getRuntime().addShutdownHook(closing);
        try (runtime) {
            run(runtime);
        }
        Runtime.getRuntime().removeShutdownHook(closing);
        console.line("");
        for (String line : places.leftOut()) {
            console.line("@|yellow Left out|@  " + line);
        }
        console.line("@|bold,green Done.|@");
    }

    private void run(LocalRuntime runtime) throws InterruptedException {
        Gateway gateway = deploy(runtime);
        try (HttpServer server = HttpServer.start(gateway)) {
            heading(2, "Functions behind the gateway on " + server.uri());
            functions.forEach(console::line);
            heading(3, "One pipeline over HTTP: who are the loneliest countries?");
            try (Pipeline pipeline = new Pipeline(
                    console, server.uri(), places.find(Language.PYTHON).isPresent())) {
                pipeline.run();
            }
            heading(4, "The bill: all calls of a function together, measured");
            showBill(runtime);
            heading(5, "Idle: what is left when nobody asks");
            awaitIdle();
        }
    }

    private Gateway deploy(LocalRuntime runtime) {
        Gateway.Builder gateway = Gateway.builder(runtime);
        Optional<Environment> source = places.find(Language.NODE).or(() -> places.find(Language.PYTHON));
        if (source.isPresent()) {
            deploy(runtime, "countries", source.get(), "countries.handler");
        } else {
            runtime.deploy(limited(FunctionDefinition.builder(
                    "countries", Object.class, (event, context) -> KnownToTheJdk.countries())));
            announce("GET", "countries", "Java " + Runtime.version().feature());
        }
        gateway.route("GET", "/countries", "countries");
        places.find(Language.PYTHON).ifPresent(environment -> {
            deploy(runtime, "neighbours", environment, "neighbours.handler");
            gateway.route("POST", "/neighbours", "neighbours");
        });
        Ranking ranking = new Ranking(Json.standard());
        runtime.deploy(limited(FunctionDefinition.builder("ranking", Ranking.HttpEvent.class, ranking::rank)));
        announce("POST", "ranking", "Java " + Runtime.version().feature());
        return gateway.route("POST", "/ranking", "ranking").build();
    }

    private void deploy(LocalRuntime runtime, String name, Environment environment, String handler) {
        runtime.deploy(limited(FunctionDefinition.builder(name, environment, folder.resolve("functions"), handler)));
        announce(
                name.equals("countries") ? "GET" : "POST",
                name,
                environment.language().title() + " " + environment.version());
    }

    private void announce(String method, String name, String language) {
        functions.add(String.format("   %-4s /%-12s %s", method, name, language));
    }

    private static FunctionDefinition limited(FunctionBuilder function) {
        return function.limits(Limits.builder()
                        .maximumConcurrency(3)
                        .idleTime(IDLE_TIME)
                        .build())
                .build();
    }

    private void showBill(LocalRuntime runtime) {
        Bill bill = new Bill();
        runtime.functions().forEach(name -> runtime.usage(name).ifPresent(bill::add));
        bill.lines().forEach(line -> console.plain(("   " + line).stripTrailing()));
    }

    private void awaitIdle() throws InterruptedException {
        long started = System.nanoTime();
        long threads = Machine.workerThreads();
        long processes = Machine.childProcesses();
        console.plain(counts("now", threads, processes));
        while (threads + processes > 0 && System.nanoTime() - started < PATIENCE.toNanos()) {
            console.live(counts("waiting", threads, processes));
            // not by a timer of the runtime's own time: its thread is one of those that are counted
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            threads = Machine.workerThreads();
            processes = Machine.childProcesses();
        }
        console.plain(
                counts("after " + Figures.time(Duration.ofNanos(System.nanoTime() - started)), threads, processes));
    }

    private static String counts(String when, long threads, long processes) {
        return String.format(
                "   %-14s the operating system says: %d worker threads, %d child processes", when, threads, processes);
    }

    private void heading(int number, String title) {
        console.line("");
        console.line("@|bold " + number + "  " + title + "|@");
    }
}
