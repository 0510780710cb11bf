package io.pilotlight.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process at the end of two pipes that sends back what it gets: the floor of a worker in another language. */
final class PipeChild implements AutoCloseable {
    private final Process process;
    private final DataInputStream in;
    private final OutputStream out;

    private PipeChild(Process process) {
        this.process = process;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 65_536));
        this.out = process.getOutputStream();
    }

    /** Starts a child, and makes sure that it sends back what it gets. */
    static PipeChild start(List<String> command) throws IOException {
        PipeChild child = new PipeChild(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        Payload.requireEcho(child.ask(Payload.bytes()));
        return child;
    }

    /** Sends a message and waits for the answer. */
    byte[] ask(byte[] message) throws IOException {
        out.write(ByteBuffer.allocate(Integer.BYTES + message.length)
                .putInt(message.length)
                .put(message)
                .array());
        out.flush();
        return in.readNBytes(in.readInt());
    }

    /** Hangs up, which ends the child. Does nothing when that was done. */
    @Override
    public void close() throws IOException {
        out.close();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        in.close();
    }
}
