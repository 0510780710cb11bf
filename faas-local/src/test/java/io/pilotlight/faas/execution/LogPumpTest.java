package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.faas.flow.LineSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LogPumpTest {
    private static final String MARK = "\0mark\n";
    private static final int LONGEST = LogPump.LONGEST_LINE;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private LogPumpTest print(String text) {
        printed.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private List<String> carried(LineSink sink) throws InterruptedException {
        // the pump reads when the invocations are known: a stream that waits for them
        ByteArrayInputStream in = new ByteArrayInputStream(printed.toByteArray());
        List<String> ids = List.of("a", "b");
        java.util.concurrent.CountDownLatch known = new java.util.concurrent.CountDownLatch(1);
        LogPump pump = new LogPump(
                "f",
                new java.io.FilterInputStream(in) {
                    @Override
                    public int read(byte[] buffer) throws java.io.IOException {
                        try {
                            known.await();
                        } catch (InterruptedException e) {
                            throw new java.io.InterruptedIOException();
                        }
                        return in.read(buffer, 0, buffer.length);
                    }
                },
                MARK,
                sink);
        ids.forEach(pump::begin);
        known.countDown();
        while (!pump.awaitEnd(10_000)) {
            // the test's time-out is the end of this
        }
        return lines;
    }

    private List<String> carried() throws InterruptedException {
        return carried((function, id, line) -> lines.add(id + "|" + line));
    }

    @Test
    void eachLineBelongsToTheInvocationBeforeItsMark() throws Exception {
        print("one\r\n\ntwo" + MARK + "three\n" + MARK + "four\nfive");
        assertThat(carried()).containsExactly("a|one", "a|", "a|two", "b|three", "|four", "|five");
    }

    @Test
    void aLineWithoutEndIsCut() throws Exception {
        print("x".repeat(LONGEST * 2 + 5) + MARK + "more\n");
        assertThat(carried()).hasSize(4);
        assertThat(String.join("", lines).replaceAll("[^x]", "")).hasSize(LONGEST * 2 + 5);
        assertThat(lines.get(2)).isEqualTo("a|xxxxx");
        assertThat(lines.get(3)).isEqualTo("b|more");
    }

    @Test
    void aMarkIsFoundWhereverALineIsCut() throws Exception {
        for (int before = LONGEST - MARK.length() - 2; before <= LONGEST + MARK.length() + 2; before++) {
            printed.reset();
            lines.clear();
            print("x".repeat(before) + MARK + "more\n");
            assertThat(carried()).last().isEqualTo("b|more");
            assertThat(String.join("", lines)).doesNotContain("mark");
        }
    }

    @Test
    void aLineIsCutBetweenTwoCharacters() throws Exception {
        for (int before = LONGEST - 5; before <= LONGEST + 1; before++) {
            printed.reset();
            lines.clear();
            print("x".repeat(before) + "☃🔥".repeat(20) + MARK);
            carried();
            assertThat(String.join("", lines)).doesNotContain("\uFFFD");
        }
    }

    @Test
    void aSinkThatBreaksLosesOnlyItsOwnLine() throws Exception {
        print("one\ntwo\nthree\n");
        carried((function, id, line) -> {
            lines.add(line);
            if (line.equals("one")) {
                throw new IllegalStateException("broken");
            }
            if (line.equals("two")) {
                throw new AssertionError("more broken");
            }
        });
        assertThat(lines).containsExactly("one", "two", "three");
    }
}
