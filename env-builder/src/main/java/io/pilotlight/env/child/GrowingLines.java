package io.pilotlight.env.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The lines of a file that is still written to. */
final class GrowingLines {
    private static final int CHUNK = 8_192;

    private final Path file;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long position;

    GrowingLines(Path file, Consumer<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Hands over the lines that were completed since the last look. */
    void more() throws IOException {
        if (Files.size(file) == position) {
            return;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(position);
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            while (channel.read(buffer) > 0) {
                buffer.flip();
                position += buffer.remaining();
                split(buffer);
                buffer.clear();
            }
        }
    }

    /** Hands over what is left, be the last line complete or not. */
    void last() throws IOException {
        more();
        if (begun.size() > 0) {
            handOver();
        }
    }

    private void split(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            byte each = buffer.get();
            if (each == '\n') {
                handOver();
            } else {
                begun.write(each);
            }
        }
    }

    private void handOver() {
        String line = begun.toString(StandardCharsets.UTF_8);
        begun.reset();
        lines.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
}
