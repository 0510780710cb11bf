package io.pilotlight.http;

import io.pilotlight.http.text.LineReader;
import io.pilotlight.http.text.LineTooLongException;
import java.io.IOException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Lines that are read when they are asked for. */
final class Lines extends AbstractSpliterator<String> {
    private final LineReader lines;
    private final Response head;

    private Lines(LineReader lines, Response head) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.lines = lines;
        this.head = head;
    }

    static Stream<String> of(LineReader lines, Response head) {
        return StreamSupport.stream(new Lines(lines, head), false);
    }

    @Override
    public boolean tryAdvance(Consumer<? super String> action) {
        @Nullable String line = next();
        if (line == null) {
            return false;
        }
        action.accept(line);
        return true;
    }

    private @Nullable String next() {
        try {
            return lines.next();
        } catch (LineTooLongException e) {
            throw new ResponseTooLargeException(
                            "The body from " + Url.shown(head.url()) + " has " + e.getMessage()
                                    + "; allow more in Limits.body, or read chunks",
                            e)
                    .about(head.request(), head);
        } catch (IOException e) {
            throw new IncompleteBodyException("The body from " + Url.shown(head.url()) + " cannot be read", e)
                    .about(head.request(), head);
        }
    }
}
