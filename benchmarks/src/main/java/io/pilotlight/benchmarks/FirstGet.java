package io.pilotlight.benchmarks;

import io.pilotlight.http.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The first request of a Java virtual machine: makes a client, asks once, and prints how many nanoseconds that took. */
final class FirstGet {
    static final String OURS = "ours";
    static final String OK_HTTP = "okhttp";
    static final String JDK = "jdk";

    private FirstGet() {}

    /** Takes who asks, a space, and what is asked for. */
    public static void main(String[] words) throws IOException, InterruptedException {
        long started = System.nanoTime();
        String[] ask = words[0].split(" ", 2);
        byte[] content = content(ask[0], ask[1]);
        long nanos = System.nanoTime() - started;
        if (content.length != SmallAnswers.content(URI.create(ask[1]).getPath()).length) {
            throw new IllegalStateException("An answer of " + content.length + " bytes");
        }
        System.out.println(nanos);
        // a client may keep threads that are no daemons
        Runtime.getRuntime().halt(0);
    }

    private static byte[] content(String who, String url) throws IOException, InterruptedException {
        return switch (who) {
            case OURS -> {
                try (Session session = Session.create()) {
                    yield session.get(url).content();
                }
            }
            case OK_HTTP -> {
                try (BareOkHttp client = new BareOkHttp()) {
                    yield client.get(url);
                }
            }
            default ->
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                        .body();
        };
    }
}
