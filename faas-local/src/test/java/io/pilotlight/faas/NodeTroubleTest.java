package io.pilotlight.faas;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;

import static org.junit.jupiter.api.Assumptions.abort;

class NodeTroubleTest extends WorkerTroubleContract {
    @Override
    Environment environment() {
        return SystemEnvironment.find(Language.NODE, "node").orElseGet(() -> abort("no node on the path"));
    }
}
