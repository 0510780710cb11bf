package io.pilotlight.http.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A socket on which each step obeys a {@link Patience}: also the many small reads that TLS on top of it makes of one of
 * its own. Stands on a channel, so that an interrupt of the thread ends a step.
 */
final class TimedSocket extends Socket {
    private final SocketChannel channel = SocketChannel.open();
    private final Socket socket = channel.socket();
    private final WriteWatch watch = new WriteWatch(this::abort);
    private volatile Patience patience;

    TimedSocket(Patience patience) throws IOException {
        this.patience = patience;
    }

    void patience(Patience next) {
        patience = next;
    }

    void connect(InetAddress address, int port) throws IOException {
        int millis = patience.millis();
        try {
            socket.connect(new InetSocketAddress(address, port), millis);
            socket.setTcpNoDelay(true);
        } catch (SocketTimeoutException e) {
            throw patience.over(e);
        }
    }

    /** Says whether there is something to read, or the other side has closed, without waiting. */
    boolean readable() {
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    /** The request is out: no write is watched any more. */
    void written() {
        watch.stop();
    }

    /** Closes at once, whatever goes on on other threads; a failure to close changes nothing. */
    void abort() {
        try {
            channel.close();
        } catch (IOException e) {
            // it was on its way out
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new In(socket.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Out(socket.getOutputStream());
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    /** Does nothing: patience says how long to wait. */
    @Override
    public synchronized void setSoTimeout(int millis) {}

    @Override
    public int getSoLinger() throws SocketException {
        return socket.getSoLinger();
    }

    /** Reads within what patience is left. */
    private final class In extends InputStream {
        private final InputStream in;

        In(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Patience now = patience;
            socket.setSoTimeout(now.millis());
            try {
                return in.read(into, offset, length);
            } catch (SocketTimeoutException e) {
                throw now.mayGoOn() ? e : now.over(e);
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            TimedSocket.this.close();
        }
    }

    /** Writes under watch. */
    private final class Out extends OutputStream {
        private final OutputStream out;

        Out(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            Patience now = patience;
            watch.begin(now, length);
            try {
                out.write(from, offset, length);
            } catch (IOException e) {
                throw watch.expired() ? now.writeOver(e) : e;
            } finally {
                watch.end();
            }
        }

        @Override
        public void close() throws IOException {
            TimedSocket.this.close();
        }
    }
}
