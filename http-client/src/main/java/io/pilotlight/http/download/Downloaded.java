package io.pilotlight.http.download;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a download came to.
 *
 * @param file the whole file
 * @param length its length, in bytes
 * @param received how many bytes came over the wire in this run; more than the length if some had to come again
 * @param requests how many requests this run sent
 * @param verified the names of the checksums that fitted, such as {@code "sha-256"}; empty if nobody gave one
 */
public record Downloaded(Path file, long length, long received, int requests, List<String> verified) {

    /** Copies the list. */
    public Downloaded {
        Objects.requireNonNull(file, "file");
        verified = List.copyOf(verified);
    }
}
