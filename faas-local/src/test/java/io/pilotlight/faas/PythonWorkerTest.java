package io.pilotlight.faas;

import static org.junit.jupiter.api.Assumptions.abort;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;

class PythonWorkerTest extends WorkerContract {
    @Override
    Environment environment() {
        return SystemEnvironment.find(Language.PYTHON, "python3").orElseGet(() -> abort("no python3 on the path"));
    }

    @Override
    String thrownType() {
        return "ValueError";
    }
}
