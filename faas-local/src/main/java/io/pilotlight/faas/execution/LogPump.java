package io.pilotlight.faas.execution;

import io.pilotlight.faas.flow.LineSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Carries what a worker process prints to the log, each line with the invocation that printed it.
 *
 * <p>The worker ends each invocation with a mark in the same stream: what stands before it belongs to that invocation, no
 * matter when it is read. A line without end is cut at {@value #LONGEST_LINE} bytes.
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

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /**
     * Makes a pump.
     *
     * @param mark what ends an invocation; its last character is a line feed
     */
    LogPump(String function, InputStream in, String mark, LineSink sink) {
        this.function = function;
        this.in = in;
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
        this.sink = sink;
        this.thread = new Thread(null, this::pump, "pilotlight-log:" + function, 0, false);
        thread.setDaemon(true);
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
        flushLine(line.size());
    }

    private void take(byte b) {
        line.write(b);
        if (b == '\n') {
            boolean ends = endsWithMark();
            int length = line.size() - (ends ? mark.length : 1);
            if (!ends || length > 0) {
                flushLine(length);
            }
            line.reset();
            if (ends) {
                open.poll();
            }
        } else if (line.size() >= LONGEST_LINE) {
            flushLine(line.size());
            line.reset();
        }
    }

    private boolean endsWithMark() {
        byte[] bytes = line.toByteArray();
        int from = bytes.length - mark.length;
        return from >= 0 && java.util.Arrays.equals(bytes, from, bytes.length, mark, 0, mark.length);
    }

    private void flushLine(int length) {
        if (length == 0 && line.size() == 0) {
            return;
        }
        String text = new String(line.toByteArray(), 0, length, StandardCharsets.UTF_8);
        String current = open.peek();
        sink.line(
                function,
                current == null ? "" : current,
                text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
