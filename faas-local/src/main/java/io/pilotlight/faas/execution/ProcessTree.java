package io.pilotlight.faas.execution;

import java.util.List;

/** A process with what it has started. */
final class ProcessTree {
    private final Process root;

    ProcessTree(Process root) {
        this.root = root;
    }

    /** Kills the process and, as far as they can be found, all that come from it. */
    void kill() {
        List<ProcessHandle> descendants = descendants();
        root.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Finds all that come from the process; only while it lives. */
    List<ProcessHandle> descendants() {
        return root.descendants().toList();
    }
}
