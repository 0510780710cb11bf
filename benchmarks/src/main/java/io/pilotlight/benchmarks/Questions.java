package io.pilotlight.benchmarks;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What one caller asks a {@link SmallAnswers} for, one after the other and round again, and what must come back. */
final class Questions {
    private static final int MANY = 256;

    private final String[] urls;
    private final byte[][] contents;
    private int next;

    /** Makes questions that no other caller asks. */
    Questions(String base, int caller) {
        String[] targets = IntStream.range(0, MANY)
                .mapToObj(number -> "/callers/" + caller + "/orders/" + number + "?full=true")
                .toArray(String[]::new);
        this.urls = Arrays.stream(targets).map(target -> base + target).toArray(String[]::new);
        this.contents = Arrays.stream(targets).map(SmallAnswers::content).toArray(byte[][]::new);
    }

    /** Asks so many times, and returns how many answers were wrong. */
    int ask(Client client, int count) throws Exception {
        int wrong = 0;
        for (int i = 0; i < count; i++) {
            next = (next + 1) % MANY;
            if (!Arrays.equals(contents[next], client.get(urls[next]))) {
                wrong++;
            }
        }
        return wrong;
    }

    /** Asks so many times; each answer must be right. */
    void askAll(Client client, int count) throws Exception {
        int wrong = ask(client, count);
        if (wrong > 0) {
            throw new IllegalStateException(wrong + " of " + count + " answers were wrong");
        }
    }

    /** Who asks. */
    interface Client {
        byte[] get(String url) throws Exception;
    }
}
