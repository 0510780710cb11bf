package io.pilotlight.examples.console;

import java.io.PrintWriter;
import java.util.concurrent.locks.ReentrantLock;
import picocli.CommandLine.Help.Ansi;

/**
 * Writes lines, and one live line below them that is drawn over. Without a terminal there is no live line and no colour.
 *
 * <p>Safe for use by many threads.
 */
public final class Console {
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final int WIDTH = 78;

    private final PrintWriter out;
    private final Ansi ansi;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean liveLine;

    /**
     * Makes a console.
     *
     * @param out where to write
     * @param ansi whether there is a terminal that draws
     */
    public Console(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    /**
     * Says whether this console draws over its last line.
     *
     * @return true on a terminal
     */
    public boolean isLive() {
        return ansi.enabled();
    }

    /**
     * Writes a line.
     *
     * @param markup text in which picocli's markup, such as {@code @|bold text|@}, stands for colour
     */
    public void line(String markup) {
        write(ansi.string(markup) + System.lineSeparator(), false);
    }

    /**
     * Writes a line as it is.
     *
     * @param text any text
     */
    public void plain(String text) {
        write(text + System.lineSeparator(), false);
    }

    /**
     * Draws over the live line; does nothing where there is no terminal.
     *
     * @param text plain text, cut to the width of a page
     */
    public void live(String text) {
        if (isLive()) {
            write(text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text, true);
        }
    }

    private void write(String text, boolean live) {
        lock.lock();
        try {
            out.print(liveLine ? ERASE_LINE + text : text);
            out.flush();
            liveLine = live;
        } finally {
            lock.unlock();
        }
    }
}
