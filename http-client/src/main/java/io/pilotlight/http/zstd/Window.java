package io.pilotlight.http.zstd;

import java.util.Arrays;

/** What was decoded last: as much as a match may reach back, and what nobody has read yet. */
final class Window {
    private static final int FIRST = 256 << 10;
    private static final int SLACK = 1 << 20;

    private final int size;
    private final int most;
    private byte[] bytes;
    private int read;
    private int end;

    Window(int size) {
        this.size = size;
        this.most = size + SLACK;
        this.bytes = new byte[Math.min(FIRST, most)];
    }

    int unread() {
        return end - read;
    }

    /** Hands bytes out, and over to a checksum. */
    int read(byte[] into, int offset, int length) {
        int count = Math.min(length, unread());
        System.arraycopy(bytes, read, into, offset, count);
        read += count;
        return count;
    }

    /** Makes room; all that was decoded before must have been read. */
    void makeRoom(int count) {
        if (end + count <= bytes.length) {
            return;
        }
        if (end + count <= most) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(bytes.length * 2, end + count)));
            return;
        }
        int kept = Math.min(end, size);
        System.arraycopy(bytes, end - kept, bytes, 0, kept);
        read = kept;
        end = kept;
        if (end + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, most);
        }
    }

    void append(byte[] from, int offset, int count) {
        System.arraycopy(from, offset, bytes, end, count);
        end += count;
    }

    void fill(byte value, int count) {
        Arrays.fill(bytes, end, end + count, value);
        end += count;
    }

    /** Repeats what came so many bytes ago; it may reach into what it writes. */
    void repeat(int distance, int count) throws CorruptException {
        CorruptException.unless(distance > 0 && distance <= end, "a match before the start");
        int from = end - distance;
        if (distance >= count) {
            System.arraycopy(bytes, from, bytes, end, count);
        } else {
            for (int i = 0; i < count; i++) {
                bytes[end + i] = bytes[from + i];
            }
        }
        end += count;
    }

    void hash(XxHash64 hash) {
        hash.update(bytes, read, end - read);
    }
}
