package io.pilotlight.env.child;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process with the processes below it, ended together. */
final class ProcessTree {
    /** How long a program that watches its standard input gets to end its own process group. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private ProcessTree() {}

    /** Ends a process and everything below it, now; returns when the process itself is gone. */
    static void end(Process process, boolean watchesInput) {
        // who is below whom is forgotten when a parent dies: list first
        List<ProcessHandle> below = new ArrayList<>(process.descendants().toList());
        closeInput(process);
        if (watchesInput) {
            await(process);
        }
        process.descendants().forEach(below::add);
        process.destroyForcibly();
        for (ProcessHandle handle : below) {
            handle.descendants().forEach(ProcessHandle::destroyForcibly);
            handle.destroyForcibly();
        }
        await(process);
    }

    /** Asks a process and everything below it to end, as a terminal does, and ends what has not after a while. */
    static void endGently(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        below.forEach(ProcessHandle::destroy);
        await(process);
        below.forEach(ProcessHandle::destroyForcibly);
        end(process, false);
    }

    private static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // its end is what we want
        }
    }

    private static void await(Process process) {
        boolean interrupted = Thread.interrupted();
        try {
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException stillThere) {
            // the caller goes on to force it
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
