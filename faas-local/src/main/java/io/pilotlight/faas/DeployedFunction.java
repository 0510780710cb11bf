package io.pilotlight.faas;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.faas.admission.Admission;
import io.pilotlight.faas.execution.Execution;
import io.pilotlight.faas.flow.Workplace;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One version of a function. Its rooms are furnished for its first event: a function that nobody has called is hardly more
 * than its definition.
 */
final class DeployedFunction {
    private final FunctionDefinition definition;
    private final String version;
    private final Function<DeployedFunction, Rooms> furnish;

    private volatile @Nullable Rooms rooms;

    @GuardedBy("this")
    private boolean retired;

    DeployedFunction(FunctionDefinition definition, String version, Function<DeployedFunction, Rooms> furnish) {
        this.definition = definition;
        this.version = version;
        this.furnish = furnish;
    }

    FunctionDefinition definition() {
        return definition;
    }

    String version() {
        return version;
    }

    /** Returns its rooms; null if it is retired and never had any. */
    @Nullable
    Rooms rooms() {
        Rooms its = rooms;
        if (its != null) {
            return its;
        }
        synchronized (this) {
            if (rooms == null && !retired) {
                rooms = furnish.apply(this);
            }
            return rooms;
        }
    }

    /** Makes the workers that are to be there before they are needed. */
    void warmUp() {
        if (definition.limits().minimumWorkers() > 0) {
            Rooms its = rooms();
            if (its != null) {
                its.workplace().warmUp(version, its.execution());
            }
        }
    }

    /** Lets no newcomer in; its workers end when they have nothing to do. */
    void retire(boolean refuseWaiting) {
        Rooms its;
        synchronized (this) {
            retired = true;
            its = rooms;
        }
        if (its != null) {
            its.admission().close(refuseWaiting);
            its.workplace().close();
        }
    }

    /** Says whether nobody is on the way to it, and no thread of it is left. */
    boolean isGone() {
        Rooms its = rooms;
        return its == null
                || (its.admission().running() == 0
                        && its.admission().waiting() == 0
                        && its.workplace().size() == 0
                        && its.workplace().runaways().isEmpty());
    }

    int workers() {
        Rooms its = rooms;
        return its == null ? 0 : its.workplace().size();
    }

    List<String> runaways() {
        Rooms its = rooms;
        return its == null ? List.of() : its.workplace().runaways();
    }

    /** Returns where it runs, if it ever did. */
    @Nullable
    Workplace workplace() {
        Rooms its = rooms;
        return its == null ? null : its.workplace();
    }

    /** The rooms that belong to one version alone. */
    record Rooms(Admission admission, Workplace workplace, Execution execution) {}
}
