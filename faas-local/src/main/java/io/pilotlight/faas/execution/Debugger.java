package io.pilotlight.faas.execution;

import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether somebody debugs this program right now.
 *
 * <p>The JDWP agent keeps a thread to read a debugger's commands as long as one is attached. Agents' threads are hidden from
 * Java, but a thread dump names them. The dump takes a fraction of a millisecond and stops all threads for it, so it is
 * asked for seldom, and only where the agent was loaded at all.
 */
public final class Debugger {
    private static final Logger LOG = LoggerFactory.getLogger(Debugger.class);
    private static final Debugger NONE = new Debugger(null);
    private static final String COMMAND_READER = "\n\"JDWP Command Reader\"";

    private final @Nullable BooleanSupplier attached;

    private Debugger(@Nullable BooleanSupplier attached) {
        this.attached = attached;
    }

    /** Returns the debugger that is never attached. */
    public static Debugger none() {
        return NONE;
    }

    /** Returns the debugger of this JVM; the one that is never attached if it was started without the JDWP agent. */
    public static Debugger ofThisJvm() {
        boolean agent = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(Debugger::loadsAgent);
        if (!agent) {
            return NONE;
        }
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            readsCommands(server, commands);
            return of(() -> readsCommandsNow(server, commands));
        } catch (JMException | RuntimeException e) {
            LOG.warn("This JVM does not tell whether a debugger is attached: deadlines go on while one is", e);
            return NONE;
        }
    }

    /** Returns a debugger of which something else tells whether it is attached. */
    static Debugger of(BooleanSupplier attached) {
        return new Debugger(attached);
    }

    /** Says whether it can ever be attached. */
    boolean possible() {
        return attached != null;
    }

    /** Says whether it is attached now. */
    boolean attached() {
        return attached != null && attached.getAsBoolean();
    }

    /** Says whether a JVM option loads the agent; those in JAVA_TOOL_OPTIONS stand among the others. */
    static boolean loadsAgent(String option) {
        return option.startsWith("-agentlib:jdwp")
                || option.startsWith("-Xrunjdwp")
                || (option.startsWith("-agentpath:") && option.contains("jdwp"));
    }

    private static boolean readsCommandsNow(MBeanServer server, ObjectName commands) {
        try {
            return readsCommands(server, commands);
        } catch (JMException | RuntimeException | Error noDump) {
            return false; // whatever keeps it from an answer must not keep the deadlines
        }
    }

    private static boolean readsCommands(MBeanServer server, ObjectName commands) throws JMException {
        Object dump = server.invoke(
                commands, "threadPrint", new Object[] {new String[0]}, new String[] {String[].class.getName()});
        return dump.toString().contains(COMMAND_READER);
    }
}
