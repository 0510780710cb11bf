package io.pilotlight.faas;

import io.pilotlight.core.Language;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import java.nio.file.Path;
import java.time.Duration;

/** A program of its own that invokes a function, to be killed while the function runs, or while its worker is idle. */
final class OrphanMaker {
    private OrphanMaker() {}

    public static void main(String[] arguments) throws Exception {
        FunctionDefinition function = FunctionDefinition.builder(
                        "f",
                        new SystemEnvironment(Language.valueOf(arguments[0]), Path.of(arguments[1])),
                        Path.of(arguments[2]),
                        arguments[3])
                .limits(Limits.builder()
                        .timeout(Duration.ofHours(1))
                        .idleTime(Duration.ofHours(1))
                        .build())
                .build();
        LocalRuntime runtime = LocalRuntime.create();
        runtime.deploy(function);
        String result = new String(runtime.invoke("f", Event.json("0")).orThrow());
        System.out.println("started " + result);
        System.in.read();
    }
}
