package io.pilotlight.faas.execution;

import io.pilotlight.faas.flow.LineSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Carries what a worker process prints to the log, each line with the invocation that printed it.
 *
 * <p>The worker ends each invocation with a mark in the same stream: what stands before it belongs to that invocation, no
 * matter when it is read. A line without end is cut at {@value #LONGEST_LINE} bytes, between two characters.
 */
final class LogPump {
    static final int LONGEST_LINE = 64 * 1024;

    private final String function;
    private final InputStream in;
    private final byte[] mark;
    private final LineSink sink;
    private final Thread thread;

    /** The invocations whose mark has not come yet, in order. */
    private final Queue<String> open = new ConcurrentLinkedQueue<>();

    /** The line so far. It is cut only when a mark that may have begun at its end had room to end. */
    private final byte[] line;

    private int length;

    /**
     * Makes a pump.
     *
     * @param mark what ends an invocation; its last character is a line feed, and it has no other
     */
    LogPump(String function, InputStream in, String mark, LineSink sink) {
        this.function = function;
        this.in = in;
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
        this.line = new byte[LONGEST_LINE + this.mark.length];
        this.sink = sink;
        this.thread = new Thread(null, this::pump, "pilotlight-log:" + function, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    /** Says that what comes behind the marks that are due belongs to an invocation. */
    void begin(String invocationId) {
        open.add(invocationId);
    }

    /** Waits until everything was carried; false if the stream did not end in time. */
    boolean awaitEnd(long millis) throws InterruptedException {
        thread.join(millis);
        return !thread.isAlive();
    }

    private void pump() {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    take(buffer[i]);
                }
            }
        } catch (IOException endOfProcess) {
            // the stream breaks when the process is killed: what came so far is all there is
        }
        if (length > 0) {
            carry(length);
        }
    }

    private void take(byte b) {
        line[length++] = b;
        if (b == '\n') {
            endLine();
        } else if (length == line.length) {
            int cut = cut();
            carry(cut);
            System.arraycopy(line, cut, line, 0, length - cut);
            length -= cut;
        }
    }

    private void endLine() {
        int from = length - mark.length;
        boolean marked = from >= 0 && Arrays.equals(line, from, length, mark, 0, mark.length);
        int end = marked ? from : length - 1;
        if (!marked || end > 0) {
            carry(end);
        }
        length = 0;
        if (marked) {
            open.poll();
        }
    }

    /** Returns where to cut the line: at its longest, or up to three bytes before, where a character of UTF-8 begins. */
    private int cut() {
        for (int cut = LONGEST_LINE; cut > LONGEST_LINE - 4; cut--) {
            if ((line[cut] & 0xC0) != 0x80) {
                return cut;
            }
        }
        return LONGEST_LINE;
    }

    private void carry(int end) {
        int stripped = end > 0 && line[end - 1] == '\r' ? end - 1 : end;
        String current = open.peek();
        try {
            sink.line(function, current == null ? "" : current, new String(line, 0, stripped, StandardCharsets.UTF_8));
        } catch (RuntimeException | Error brokenLog) {
            // this line is lost with the log that did not take it; a worker that nobody reads from would hang
        }
    }
}
