package io.pilotlight.http.download;

import java.util.OptionalLong;

/** Is told how a download gets on, on the thread that downloads. */
@FunctionalInterface
public interface Progress {

    /**
     * Called after each piece that was written, at most 64 KiB, and once when a download starts, goes on or starts anew.
     *
     * @param bytes how many bytes of the file are there, those of earlier runs included
     * @param total how many there will be, if the server said so
     */
    void at(long bytes, OptionalLong total);
}
