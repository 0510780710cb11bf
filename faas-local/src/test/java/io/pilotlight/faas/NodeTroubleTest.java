package io.pilotlight.faas;

import static org.junit.jupiter.api.Assumptions.abort;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;

class NodeTroubleTest extends WorkerTroubleContract {
    @Override
    Environment environment() {
        return SystemEnvironment.find(Language.NODE, "node").orElseGet(() -> abort("no node on the path"));
    }
}
