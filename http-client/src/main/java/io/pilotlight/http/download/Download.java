package io.pilotlight.http.download;

import io.pilotlight.core.time.Time;
import io.pilotlight.http.Request;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Downloads one file, goes on where it stopped, and puts it in its place only when it is whole.
 *
 * <pre>{@code
 * Downloaded file = Download.builder(session, "https://files.example/big.iso", Path.of("big.iso"))
 *         .sha256("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
 *         .progress((bytes, total) -> System.out.println(bytes))
 *         .build()
 *         .run();
 * }</pre>
 *
 * <p>What came so far stands beside the target in a file whose name ends in {@code .part}, with a note of where it is from. When the
 * connection breaks, or in a later process, only the rest is asked for ({@code Range} with {@code If-Range}, RFC 9110, section 13.1.5);
 * if the file has changed on the server, or the server gives no strong {@code ETag} and no {@code Last-Modified}, it starts anew. The
 * file is verified by its length, by checksums that the user gives, and by those of {@code Repr-Digest} and {@code Content-Digest}
 * (RFC 9530), {@code Digest} (RFC 3230) and {@code Content-MD5} (RFC 1864).
 *
 * <p>Interrupting the thread ends it; what came is kept.
 */
public final class Download {
    private final Builder settings;

    private Download(Builder settings) {
        this.settings = settings;
    }

    /**
     * Starts to describe a download.
     *
     * @param session sends the requests; not closed
     * @param url what to download
     * @param target the file to make, or to replace once the new one is whole
     * @return a builder
     */
    public static Builder builder(Session session, String url, Path target) {
        return new Builder(session, url, target);
    }

    /**
     * Downloads, on this thread.
     *
     * @return what it came to
     * @throws DownloadException if a checksum does not fit, or an answer makes no sense; nothing of such a file is kept
     * @throws RequestException if the server refuses, or the connection broke more often than was allowed for
     * @throws IOException if the file cannot be written, or another download writes it
     */
    public Downloaded run() throws IOException {
        try (Partial partial = Partial.open(settings.target.toAbsolutePath(), settings.url)) {
            return new Run(settings, partial).run();
        }
    }

    /** Collects what a download is told. Not safe for use by many threads. */
    public static final class Builder {
        final Session session;
        final String url;
        final Path target;
        final Map<String, String> checksums = new LinkedHashMap<>();
        Consumer<Request.Builder> options = request -> {};
        Progress progress = (bytes, total) -> {};
        Time time = Time.system();
        Duration backoff = Duration.ofSeconds(1);
        int retries = 5;

        private Builder(Session session, String url, Path target) {
            this.session = Objects.requireNonNull(session, "session");
            this.url = Objects.requireNonNull(url, "url");
            this.target = Objects.requireNonNull(target, "target");
        }

        /**
         * Sets what each request differs in from its session. If not set, nothing but the fields that ask for a part.
         *
         * @param itsOptions sets it
         * @return this
         */
        public Builder options(Consumer<Request.Builder> itsOptions) {
            this.options = Objects.requireNonNull(itsOptions, "options");
            return this;
        }

        /**
         * Sets the SHA-256 that the file must have. If not set, only what the server says is verified.
         *
         * @param hex 64 hexadecimal digits
         * @return this
         * @throws IllegalArgumentException if it is no such checksum
         */
        public Builder sha256(String hex) {
            checksums.put("sha-256", Checksums.required("sha-256", hex));
            return this;
        }

        /**
         * Sets the MD5 that the file must have, where there is nothing better.
         *
         * @param hex 32 hexadecimal digits
         * @return this
         * @throws IllegalArgumentException if it is no such checksum
         */
        public Builder md5(String hex) {
            checksums.put("md5", Checksums.required("md5", hex));
            return this;
        }

        /**
         * Sets who is told how it gets on. If not set, nobody is.
         *
         * @param listener is called on the thread that downloads; what it throws ends the download
         * @return this
         */
        public Builder progress(Progress listener) {
            this.progress = Objects.requireNonNull(listener, "progress");
            return this;
        }

        /**
         * Sets how often in a row to try again without having got any further. If not set, 5.
         *
         * @param most 0 or more
         * @return this
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder retries(int most) {
            if (most < 0) {
                throw new IllegalArgumentException("Not a number of retries: " + most + "; take 0 or more");
            }
            this.retries = most;
            return this;
        }

        /**
         * Sets how long to wait before the first retry that follows one that brought nothing; each further one waits twice as long, up
         * to a minute. If not set, a second.
         *
         * @param first how long
         * @return this
         */
        public Builder backoff(Duration first) {
            this.backoff = Objects.requireNonNull(first, "backoff");
            return this;
        }

        /**
         * Sets the time that waiting goes by. If not set, the machine's.
         *
         * @param other the time
         * @return this
         */
        public Builder time(Time other) {
            this.time = Objects.requireNonNull(other, "time");
            return this;
        }

        /**
         * Makes the download; it starts with {@link Download#run()}.
         *
         * @return a download
         */
        public Download build() {
            Builder copy = new Builder(session, url, target);
            copy.checksums.putAll(checksums);
            copy.options = options;
            copy.progress = progress;
            copy.time = time;
            copy.backoff = backoff;
            copy.retries = retries;
            return new Download(copy);
        }
    }
}
