package io.pilotlight.faas;

import io.pilotlight.core.Language;
import io.pilotlight.core.function.Code;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.json.Json;
import io.pilotlight.faas.execution.HandlerWorkers;
import io.pilotlight.faas.execution.Ladder;
import io.pilotlight.faas.execution.ProcessWorkers;
import io.pilotlight.faas.flow.LineSink;
import io.pilotlight.faas.flow.WorkerFactory;
import java.nio.file.Files;

/** Chooses the rung of the isolation ladder that a function's code needs. */
record Workers(Json json, Ladder ladder, LineSink log) {

    /** Says why a function cannot be run here, by throwing. */
    void check(FunctionDefinition definition) {
        if (definition.code() instanceof Code.Program program) {
            check(definition, program);
        }
    }

    WorkerFactory factory(FunctionDefinition definition) {
        Code code = definition.code();
        if (code instanceof Code.Typed typed) {
            return HandlerWorkers.of(definition, typed, json, ladder);
        }
        if (code instanceof Code.Raw raw) {
            return HandlerWorkers.of(definition, raw, json, ladder);
        }
        return new ProcessWorkers(definition, (Code.Program) code, json, ladder.time(), log);
    }

    private static void check(FunctionDefinition definition, Code.Program program) {
        if (!Files.isDirectory(program.folder())) {
            throw new FunctionException(
                    "Function '" + definition.name() + "': there is no folder " + program.folder()
                            + "; name the folder that holds its source",
                    null);
        }
        Language language = program.environment().language();
        if (!ProcessWorkers.run(language)) {
            throw new FunctionException(
                    "Function '" + definition.name() + "': no worker runs a folder of " + language.title()
                            + "; deploy a Handler instead",
                    null);
        }
    }
}
