package io.pilotlight.faas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deadlines under a real debugger: a program of its own, started with the JDWP agent. */
@Timeout(60)
class DebuggedTest {
    private @Nullable Process program;

    @AfterEach
    void kill() {
        if (program != null) {
            program.destroyForcibly();
        }
    }

    @Test
    void aHandlerOutlivesItsTimeOutWhileADebuggerIsAttached() throws Exception {
        try (BufferedReader output = start()) {
            VirtualMachine debugger = attach(after(output, "Listening for transport dt_socket at address: "));
            after(output, "ready");
            goOn();
            assertThat(after(output, "over much later: ")).isEqualTo("false");
            debugger.dispose();
            assertThat(after(output, "outcome: ")).isEqualTo("TimedOut");
        }
    }

    @Test
    void itsDeadlineComesWhereTheAgentIsLoadedAndNobodyAttached() throws Exception {
        try (BufferedReader output = start()) {
            after(output, "ready");
            goOn();
            assertThat(after(output, "outcome: ")).isEqualTo("TimedOut");
        }
    }

    private BufferedReader start() throws IOException {
        program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DebuggedProgram.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return program.inputReader();
    }

    private void goOn() throws IOException {
        assertThat(program).isNotNull();
        program.getOutputStream().write('\n');
        program.getOutputStream().flush();
    }

    private static VirtualMachine attach(String port) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(one -> one.name().equals("com.sun.jdi.SocketAttach"))
                .findAny()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(port);
        return connector.attach(arguments);
    }

    /** Reads on to a line that holds a mark, and returns what stands behind it. */
    private static String after(BufferedReader output, String mark) throws IOException {
        String line = output.readLine();
        while (line != null && !line.contains(mark)) {
            line = output.readLine();
        }
        assertThat(line).as("a line with '%s'", mark).isNotNull();
        return line.substring(line.indexOf(mark) + mark.length());
    }
}
