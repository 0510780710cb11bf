package io.pilotlight.faas;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.faas.admission.Admission;
import io.pilotlight.faas.execution.Execution;
import io.pilotlight.faas.flow.Workplace;

/** One version of a function, with the rooms that are its own. */
record DeployedFunction(
        FunctionDefinition definition, String version, Admission admission, Workplace workplace, Execution execution) {

    /** Lets no newcomer in; its workers end when they have nothing to do. */
    void retire(boolean refuseWaiting) {
        admission.close(refuseWaiting);
        workplace.close();
    }

    /** Says whether nobody is on the way to it, and no thread of it is left. */
    boolean isGone() {
        return admission.running() == 0
                && admission.waiting() == 0
                && workplace.size() == 0
                && workplace.runaways().isEmpty();
    }
}
