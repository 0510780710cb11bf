package io.pilotlight.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * Ends something when a thread that waits for it is interrupted. The sockets of {@code java.net} do not see an interrupt on a
 * platform thread; channels do, and this is one of them, so that a thread tells it as it would tell a channel.
 *
 * <p>What is ended fails by itself, and the thread's interrupt stays set: by that it is known why.
 */
final class InterruptWatch extends AbstractInterruptibleChannel {
    private final Runnable end;

    /**
     * Makes a watch over nothing yet.
     *
     * @param end runs on the thread that interrupts, so it is short; or at once where the interrupt was there first
     */
    InterruptWatch(Runnable end) {
        this.end = end;
    }

    /**
     * Watches over this thread until {@link #over}; once more after a channel was at work on it meanwhile, for a thread knows but
     * one at a time.
     */
    void begins() {
        begin();
    }

    void over() {
        try {
            end(true);
        } catch (AsynchronousCloseException interrupted) {
            // the interrupt is still set
        }
    }

    /** Watches over each step of reading what comes in. */
    InputStream over(InputStream in) {
        return new Incoming(in);
    }

    /** Goes on watching after each step of reading what is sent, which may be a file's channel. */
    InputStream besides(InputStream out) {
        return new Outgoing(out);
    }

    @Override
    protected void implCloseChannel() {
        end.run();
    }

    private final class Incoming extends InputStream {
        private final InputStream in;

        Incoming(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            begins();
            try {
                return in.read();
            } finally {
                over();
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            begins();
            try {
                return in.read(into, offset, length);
            } finally {
                over();
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private final class Outgoing extends InputStream {
        private final InputStream in;

        Outgoing(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } finally {
                begins();
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return in.read(into, offset, length);
            } finally {
                begins();
            }
        }

        @Override
        public void close() throws IOException {
            try {
                in.close();
            } finally {
                begins();
            }
        }
    }
}
