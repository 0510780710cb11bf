package io.pilotlight.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The message that the benchmarks send: about 100 bytes of JSON, without a space that a codec would drop. */
final class Payload {
    private static final byte[] JSON = """
            {"id":"5f0c1b9e","customer":"c-1024","items":[{"sku":"A-17","quantity":2}],"total":1999,"paid":true}""".getBytes(StandardCharsets.UTF_8);

    private Payload() {}

    /** Returns the message, in an array of the caller's own. */
    static byte[] bytes() {
        return JSON.clone();
    }

    /** Returns an echo if it is as long as the message; both sides of each comparison check that much each time. */
    static byte[] echoed(byte[] echo) {
        if (echo.length != JSON.length) {
            throw new IllegalStateException("An echo of " + echo.length + " bytes came back, not " + JSON.length);
        }
        return echo;
    }

    /** Checks an echo byte by byte, once before it is measured. */
    static void requireEcho(byte[] echo) {
        if (!Arrays.equals(JSON, echo)) {
            throw new IllegalStateException("Not an echo: " + new String(echo, StandardCharsets.UTF_8));
        }
    }
}
