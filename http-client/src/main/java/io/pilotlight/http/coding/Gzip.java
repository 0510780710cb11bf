package io.pilotlight.http.coding;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes gzip, member by member (RFC 1952); what is no member behind the last is ignored.
 *
 * <p>The JDK's own calls itself for each member, so that many empty ones overflow the stack.
 */
final class Gzip extends InputStream {
    private static final int MAGIC = 0x1f8b;
    private static final int HEADER_CHECK = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final BufferedInputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private final byte[] input = new byte[8 << 10];
    private int fed;
    private boolean ended;

    Gzip(BufferedInputStream in) throws IOException {
        this.in = in;
        try {
            if (!startsMember()) {
                throw new IOException("no gzip");
            }
            skipHead();
        } catch (IOException e) {
            inflater.end();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int count = inflate(into, offset, length);
            if (count > 0) {
                check.update(into, offset, count);
                return count;
            }
            if (inflater.finished()) {
                nextMember();
            } else if (inflater.needsDictionary()) {
                throw new IOException("gzip with a dictionary");
            } else {
                fill();
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        inflater.end();
        in.close();
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException e) {
            throw new IOException("broken gzip: " + e.getMessage(), e);
        }
    }

    /** Feeds the inflater; what it leaves is read again when its member has ended. */
    private void fill() throws IOException {
        in.mark(input.length);
        int count = in.read(input, 0, input.length);
        if (count < 0) {
            throw new EOFException("gzip that is cut off");
        }
        fed = count;
        inflater.setInput(input, 0, count);
    }

    private void nextMember() throws IOException {
        in.reset();
        in.skipNBytes(fed - inflater.getRemaining());
        if (number(4) != check.getValue() || number(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new IOException("gzip with a wrong checksum");
        }
        inflater.reset();
        check.reset();
        ended = !startsMember();
        if (!ended) {
            skipHead();
        }
    }

    private boolean startsMember() throws IOException {
        in.mark(2);
        boolean starts = (in.read() << 8 | in.read()) == MAGIC;
        in.reset();
        return starts;
    }

    private void skipHead() throws IOException {
        in.skipNBytes(2);
        if (number(1) != 8) {
            throw new IOException("gzip by another method than deflate");
        }
        int flags = (int) number(1);
        in.skipNBytes(6);
        if ((flags & EXTRA) != 0) {
            in.skipNBytes(number(2));
        }
        for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
            while (number(1) != 0) {
                // up to its end
            }
        }
        in.skipNBytes((flags & HEADER_CHECK) != 0 ? 2 : 0);
    }

    /** Reads a number, the lowest byte first. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("gzip that is cut off");
            }
            number |= (long) next << (i * 8);
        }
        return number;
    }
}
