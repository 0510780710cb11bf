package io.pilotlight.examples.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.env.InterpreterException;
import io.pilotlight.env.NodeInterpreter;
import io.pilotlight.env.PythonInterpreter;
import io.pilotlight.examples.console.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

@Timeout(600)
class TourTest {
    private static final String NOWHERE = "/nowhere/at/all";

    @TempDir
    Path temporary;

    private String take(boolean withPython, boolean withNode) throws Exception {
        StringWriter out = new StringWriter();
        Console console = new Console(new PrintWriter(out), Ansi.OFF);
        new Tour(
                        console,
                        temporary.resolve("the tour"),
                        withPython ? null : NOWHERE,
                        withNode ? null : Path.of(NOWHERE))
                .take();
        return out.toString();
    }

    private static boolean hasBoth() {
        try {
            PythonInterpreter.find();
            NodeInterpreter.find();
            return true;
        } catch (InterpreterException e) {
            return false;
        }
    }

    @Test
    void showsTheMainJobAndReusesItsEnvironments() throws Exception {
        assumeTrue(hasBoth(), "needs Python and Node.js");
        String first = take(true, true);
        assertThat(first)
                .contains("GET  /countries", "POST /neighbours", "POST /ranking", "regions at the same time")
                .contains("the operating system says: 0 worker threads, 0 child processes")
                .contains("Done.")
                .doesNotContain("Left out");
        assertThat(first).containsPattern("Antarctica +[0-9],").contains("run p99", "1 first use");
        assertThat(take(true, true)).containsPattern("Python.*reused").containsPattern("Node.js.*reused");
        assertThat(take(true, false)).contains("GET  /countries", "POST /neighbours", "Left out  Node.js");
        assertThat(take(false, true)).contains("GET  /countries", "POST /ranking", "Left out  Python");
    }

    @Test
    void showsTheRestWhereNoInterpreterIs() throws Exception {
        assertThat(take(false, false))
                .contains("left out", "POST /ranking", "Left out  Python", "Left out  Node.js", "Done.")
                .contains("the operating system says: 0 worker threads, 0 child processes");
    }
}
