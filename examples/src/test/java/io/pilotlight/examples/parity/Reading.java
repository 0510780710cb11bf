package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.http.InvalidJsonException;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.Response;
import io.pilotlight.http.StreamedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the content of an answer as a case asks for, in memory or as it arrives: {@code read} of oracle.py. */
final class Reading {
    private static final int MANY = 50;

    private final Normal normal;

    Reading(Normal normal) {
        this.normal = normal;
    }

    /** What both kinds of answer can be asked for. */
    private interface Content {
        Iterator<byte[]> chunks(int size);

        Stream<String> lines();

        Reader reader();

        byte[] bytes();

        String text(Charset charset);

        InputStream raw();
    }

    Object inMemory(Response response, Fields how) {
        return read(new InMemory(response), how);
    }

    Object streamed(StreamedResponse response, Fields how) {
        return read(new Streamed(response), how);
    }

    /** Writes down the rest of an answer that is streamed, after it was read in some way or in none. */
    void rest(Map<String, @Nullable Object> line, StreamedResponse response, Fields step) {
        byte[] content;
        try {
            content = response.bytes();
        } catch (RequestException e) {
            line.put("content_error", RequestsNames.of(e.getClass()));
            return;
        }
        String text = new String(content, charset(response.head()));
        if (Shown.isJson(response.head(), step)) {
            try {
                line.put("json", normal.json(Json.standard().read(content, Object.class)));
            } catch (JsonException none) {
                line.put("json_error", RequestsNames.of(InvalidJsonException.class));
            }
        } else {
            line.put("text", Shown.shortened(normal, content, text));
        }
        Shown.length(line, content);
    }

    private Object read(Content content, Fields how) {
        int size = how.find("chunk_size").map(it -> ((Number) it).intValue()).orElse(1);
        int most = how.find("max").map(it -> ((Number) it).intValue()).orElse(MANY);
        return switch (how.text("mode")) {
            case "iter_content" ->
                how.isTrue("decode_unicode")
                        ? first(most, characters(content.reader(), size))
                        : first(most, chunks(content.chunks(size)));
            case "iter_lines" ->
                how.has("delimiter")
                        ? first(most, delimited(content.reader(), how.text("delimiter")))
                        : first(most, content.lines().toList());
            case "content_twice" -> List.of(normal.body(content.bytes(), null), normal.body(content.bytes(), null));
            case "iter_then_content" -> {
                content.chunks(4).next();
                yield normal.body(content.bytes(), null);
            }
            case "raw" -> normal.body(raw(content, how), null);
            case "text_with_encoding" -> normal.body(content.text(charset(how.text("encoding"))));
            default -> throw new IllegalStateException("A case of a later format: read " + how.text("mode"));
        };
    }

    private List<String> first(int most, List<String> items) {
        return items.stream().limit(most).map(normal::text).toList();
    }

    private List<String> chunks(Iterator<byte[]> chunks) {
        List<String> all = new ArrayList<>();
        chunks.forEachRemaining(chunk -> all.add(normal.body(chunk, null)));
        return all;
    }

    private static List<String> characters(Reader reader, int size) {
        List<String> all = new ArrayList<>();
        char[] buffer = new char[size];
        try (reader) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                all.add(new String(buffer, 0, n));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> delimited(Reader reader, String delimiter) {
        List<String> all = new ArrayList<>();
        try (Scanner scanner = new Scanner(reader).useDelimiter(Pattern.quote(delimiter))) {
            scanner.forEachRemaining(all::add);
        }
        return all;
    }

    private static byte[] raw(Content content, Fields how) {
        int size = how.find("n").map(it -> ((Number) it).intValue()).orElse(64);
        try {
            return content.raw().readNBytes(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Python reads names that Java does not know, and takes one that nobody knows for UTF-8. */
    static Charset charset(String name) {
        for (String spelling : List.of(name, name.replaceAll("[-_]", ""))) {
            try {
                return Charset.forName(spelling);
            } catch (IllegalArgumentException none) {
                // another spelling may be known
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static Charset charset(Response head) {
        boolean named = head.headers().first("Content-Type").orElse("").contains("charset");
        return named ? head.encoding() : StandardCharsets.UTF_8;
    }

    private record InMemory(Response response) implements Content {
        @Override
        public Iterator<byte[]> chunks(int size) {
            return response.chunks(size);
        }

        @Override
        public Stream<String> lines() {
            return response.lines();
        }

        @Override
        public Reader reader() {
            return new StringReader(response.text());
        }

        @Override
        public byte[] bytes() {
            return response.content();
        }

        @Override
        public String text(Charset charset) {
            return response.text(charset);
        }

        @Override
        public InputStream raw() {
            throw new NotExpressible("what is in memory is decoded");
        }
    }

    private record Streamed(StreamedResponse response) implements Content {
        @Override
        public Iterator<byte[]> chunks(int size) {
            return response.chunks(size);
        }

        @Override
        public Stream<String> lines() {
            return response.lines();
        }

        @Override
        public Reader reader() {
            return response.reader();
        }

        @Override
        public byte[] bytes() {
            return response.bytes();
        }

        @Override
        public String text(Charset charset) {
            try (Reader reader = response.reader(charset)) {
                StringWriter text = new StringWriter();
                reader.transferTo(text);
                return text.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream raw() {
            return response.raw();
        }
    }
}
