package io.pilotlight.faas.execution;

import io.pilotlight.core.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The program that runs in a worker process, for each language that has one.
 *
 * <p>It is no file on disk: a loader of a few lines on the command line reads it from the pipe, so that nothing has to be
 * unpacked and nothing is left behind.
 */
enum WorkerProgram {
    PYTHON(Language.PYTHON, "worker.py", """
            import sys
            source = sys.stdin.buffer.raw
            length = int.from_bytes(source.read(4), "big")
            text = b""
            while len(text) < length:
                text += source.read(length - len(text)) or sys.exit(1)
            exec(compile(text, "<pilotlight worker>", "exec"), {"__name__": "pilotlight_worker", "__file__": "<pilotlight worker>"})
            """),
    NODE(Language.NODE, "worker.js", """
            const fs = require('node:fs');
            function read(length) {
              const buffer = Buffer.alloc(length);
              for (let at = 0; at < length; ) {
                const count = fs.readSync(3, buffer, at, length - at, null);
                if (count === 0) process.exit(1);
                at += count;
              }
              return buffer;
            }
            eval(read(read(4).readUInt32BE(0)).toString('utf8') + '\\n//# sourceURL=pilotlight-worker');
            """);

    /**
     * Moves the protocol out of the way of what Node.js and its children print, and gives it a process group of its own where
     * that can be had; Node.js cannot do it itself.
     */
    private static final String MOVE_DESCRIPTORS =
            "command -v setsid >/dev/null && set -- setsid \"$@\"; exec \"$@\" 3<&0 4>&1 5>&2 </dev/null 1>&2";

    private final Language language;
    private final String loader;
    private final String source;

    WorkerProgram(Language language, String resource, String loader) {
        this.language = language;
        this.loader = loader;
        this.source = read(resource);
    }

    static Optional<WorkerProgram> of(Language language) {
        for (WorkerProgram program : values()) {
            if (program.language == language) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /** Returns the command that starts the program with an interpreter. */
    List<String> command(String interpreter) {
        return switch (this) {
            // -I: nothing of the caller's Python settings; -X utf8: text is UTF-8 whatever the locale
            case PYTHON -> List.of(interpreter, "-I", "-X", "utf8", "-c", loader);
            case NODE -> List.of("/bin/sh", "-c", MOVE_DESCRIPTORS, "sh", interpreter, "-e", loader);
        };
    }

    /** Returns what the loader reads: the length of the program, and the program. */
    byte[] prefixed() {
        byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static String read(String resource) {
        try (InputStream in = WorkerProgram.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The jar is incomplete: " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
