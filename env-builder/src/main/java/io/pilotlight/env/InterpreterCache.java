package io.pilotlight.env;

import io.pilotlight.env.cache.CacheFolder;
import io.pilotlight.env.cache.CacheRoom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What interpreters answered: in memory for this process, and on disk for the next one.
 *
 * <p>An answer holds while every file on which it hangs is the same. On disk each has a file of its own; one that is
 * damaged, of another format, or perhaps somebody else's is as good as none.
 */
final class InterpreterCache {
    private static final String FORMAT = "pilotlight-interpreter 1";
    private static final String END_OF_WITNESSES = "";

    private final ConcurrentMap<Question, Answer> known = new ConcurrentHashMap<>();
    private final @Nullable CacheRoom room;

    private InterpreterCache(@Nullable CacheRoom room) {
        this.room = room;
    }

    /**
     * What is asked.
     *
     * @param kind the language, and a mark that changes when other things are asked of it
     * @param program whom
     * @param setting what else the answer hangs on
     */
    record Question(String kind, Path program, String setting) {
        private String text() {
            return String.join("\n", kind, program.toString(), setting);
        }

        /** A readable name; two questions that share one by chance only push each other out. */
        private String fileName() {
            long hash = 0xcbf29ce484222325L;
            for (byte b : text().getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
            }
            return kind.split(" ", 2)[0] + "-" + Long.toHexString(hash);
        }
    }

    private record Answer(Map<String, String> answers, Witnesses witnesses) {}

    /** Returns the one of this process, whose disk part is that of its user. */
    static InterpreterCache system() {
        return Shared.SYSTEM;
    }

    static InterpreterCache inMemory() {
        return new InterpreterCache(null);
    }

    static InterpreterCache in(CacheFolder folder) {
        return new InterpreterCache(folder.room("interpreters").orElse(null));
    }

    Optional<Map<String, String>> recall(Question question) {
        Answer answer = known.get(question);
        if (answer == null || !answer.witnesses.stillHold()) {
            answer = onDisk(question).filter(it -> it.witnesses.stillHold()).orElse(null);
            if (answer == null) {
                return Optional.empty();
            }
            known.put(question, answer);
        }
        return Optional.of(answer.answers);
    }

    void remember(Question question, Map<String, String> answers, Witnesses witnesses) {
        Answer answer = new Answer(Map.copyOf(answers), witnesses);
        known.put(question, answer);
        if (room != null) {
            try {
                room.write(question.fileName(), text(question, answer));
            } catch (IOException noLongerWritable) {
                // the next process asks again
            }
        }
    }

    private Optional<Answer> onDisk(Question question) {
        return room == null ? Optional.empty() : room.read(question.fileName()).flatMap(text -> parsed(question, text));
    }

    private static String text(Question question, Answer answer) {
        List<String> fields = new ArrayList<>(List.of(FORMAT, question.text()));
        answer.witnesses.stamps().forEach((path, stamp) -> fields.addAll(List.of(path, stamp)));
        fields.add(END_OF_WITNESSES);
        new TreeMap<>(answer.answers).forEach((name, value) -> fields.addAll(List.of(name, value)));
        String text = String.join("\0", fields) + "\0";
        return text + checksum(text);
    }

    private static Optional<Answer> parsed(Question question, String text) {
        int end = text.lastIndexOf('\0') + 1;
        if (end == 0 || !text.substring(end).equals(checksum(text.substring(0, end)))) {
            return Optional.empty();
        }
        List<String> fields = Arrays.asList(text.substring(0, end - 1).split("\0", -1));
        int middle = fields.indexOf(END_OF_WITNESSES);
        if (middle < 2 || !fields.get(0).equals(FORMAT) || !fields.get(1).equals(question.text())) {
            return Optional.empty();
        }
        Map<String, String> stamps = pairs(fields.subList(2, middle));
        Map<String, String> answers = pairs(fields.subList(middle + 1, fields.size()));
        return Optional.of(new Answer(Map.copyOf(answers), new Witnesses(stamps)));
    }

    private static Map<String, String> pairs(List<String> fields) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            pairs.put(fields.get(i), fields.get(i + 1));
        }
        return pairs;
    }

    private static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /** Made when it is first asked for. */
    private static final class Shared {
        private static final InterpreterCache SYSTEM = new InterpreterCache(CacheFolder.standard()
                .flatMap(folder -> folder.room("interpreters"))
                .orElse(null));
    }
}
