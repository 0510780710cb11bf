package io.pilotlight.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** OkHttp as it comes out of its box. */
final class BareOkHttp implements AutoCloseable {
    private final OkHttpClient client = new OkHttpClient();

    /** Asks for what is small. */
    byte[] get(String url) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().bytes();
        }
    }

    /** Asks for what is large, and returns how many bytes came. */
    long down(String url, long length, byte[] block) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return LargeAnswers.take(response.body().byteStream(), length + 1, block);
        }
    }

    /** Sends what is large, and returns the answer. */
    String up(String url, InputStream content, long length) throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .post(new RequestBody() {
                    @Override
                    public okhttp3.@Nullable MediaType contentType() {
                        return null;
                    }

                    @Override
                    public long contentLength() {
                        return length;
                    }

                    @Override
                    public boolean isOneShot() {
                        return true;
                    }

                    @Override
                    public void writeTo(BufferedSink sink) throws IOException {
                        sink.writeAll(Okio.source(content));
                    }
                })
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
    }
}
