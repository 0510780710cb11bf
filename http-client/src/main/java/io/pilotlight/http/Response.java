package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.core.json.TypeRef;
import io.pilotlight.http.text.LineReader;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** An answer, with its content decoded and in memory. Immutable; there is nothing to close. */
public final class Response {
    private final PreparedRequest request;
    private final RawResponse raw;
    private final Circumstances circumstances;
    private final byte[] content;

    Response(PreparedRequest request, RawResponse raw, Circumstances circumstances) {
        this(request, raw, circumstances, new byte[0]);
    }

    private Response(PreparedRequest request, RawResponse raw, Circumstances circumstances, byte[] content) {
        this.request = request;
        this.raw = raw;
        this.circumstances = circumstances;
        this.content = content;
    }

    /** What an answer knows of the exchange that it belongs to. */
    record Circumstances(
            Duration elapsed,
            int attempts,
            List<Response> history,
            Json json,
            RedirectPolicy redirects,
            RequestCookies cookies,
            SendOptions options) {
        Circumstances {
            history = List.copyOf(history);
        }
    }

    /** Makes an answer that belongs to no exchange. */
    static Response alone(PreparedRequest request, RawResponse raw) {
        RequestCookies cookies = new RequestCookies(new CookieJar(), List.of(), request.url());
        return new Response(
                request,
                raw,
                new Circumstances(
                        Duration.ZERO,
                        1,
                        List.of(),
                        Json.standard(),
                        RedirectPolicy.DEFAULT,
                        cookies,
                        SendOptions.DEFAULT));
    }

    /** Returns how the request was carried. */
    SendOptions options() {
        return circumstances.options();
    }

    /** The same answer, its content read. */
    Response with(byte[] itsContent) {
        return new Response(request, raw, circumstances, itsContent);
    }

    /**
     * Returns the status code.
     *
     * @return for example 200
     */
    public int status() {
        return raw.status();
    }

    /**
     * Returns the words behind the status code.
     *
     * @return for example {@code "OK"}; those of the IANA registry if the answer had none
     */
    public String reason() {
        return raw.reason().isEmpty() ? ReasonPhrases.of(raw.status()) : raw.reason();
    }

    /**
     * Says whether the status is no error.
     *
     * @return true below 400
     */
    public boolean ok() {
        return raw.status() < 400;
    }

    /**
     * Returns the version of HTTP that was spoken.
     *
     * @return such as {@code "HTTP/1.1"} or {@code "HTTP/2"}
     */
    public String version() {
        return raw.version();
    }

    /**
     * Returns the cookies that this answer set, of those that it may set.
     *
     * @return the cookies; not those that it removed, nor those of earlier hops
     */
    public List<Cookie> cookies() {
        return circumstances.cookies().setBy(request, raw.headers());
    }

    /**
     * Returns the header fields as received, {@code Content-Encoding} included. A value that is UTF-8 is read as that, any
     * other, and every {@code Set-Cookie}, as latin-1.
     *
     * @return the headers
     */
    public HttpHeaders headers() {
        return raw.headers();
    }

    /**
     * Returns the links of the {@code Link} fields.
     *
     * @return links by their {@code rel}, or by their URL if they have none; of two with one key the last
     */
    public Map<String, Link> links() {
        Map<String, Link> links = new LinkedHashMap<>();
        for (Link link : Link.parse(raw.headers().joined("Link").orElse(""))) {
            links.put(link.rel().isEmpty() ? link.url() : link.rel(), link);
        }
        return Collections.unmodifiableMap(links);
    }

    /**
     * Finds a link of the {@code Link} fields.
     *
     * @param relation such as {@code "next"}, in any case
     * @return the first link for it
     */
    public Optional<Link> link(String relation) {
        return Link.parse(raw.headers().joined("Link").orElse("")).stream()
                .filter(link -> link.is(relation))
                .findFirst();
    }

    /**
     * Returns the URL that gave this answer, the last one if there were redirects.
     *
     * @return the URL, with its fragment
     */
    public String url() {
        return request.url();
    }

    /**
     * Returns the content.
     *
     * @return decoded bytes; a copy
     */
    public byte[] content() {
        return content.clone();
    }

    /**
     * Returns the content as text, in {@link #encoding()}.
     *
     * @return the text; what is not in the charset becomes U+FFFD
     */
    public String text() {
        return text(encoding());
    }

    /**
     * Returns the content as text in a given charset, whatever the headers say.
     *
     * @param charset the charset
     * @return the text; what is not in the charset becomes U+FFFD
     */
    public String text(Charset charset) {
        return TextDecoding.decode(content, charset);
    }

    /**
     * Returns the lines of {@link #text()}: LF, CR and CRLF end one, and nothing else does.
     *
     * @return the lines without their ends
     */
    public Stream<String> lines() {
        return Lines.of(new LineReader(new StringReader(text()), Long.MAX_VALUE), this);
    }

    /**
     * Returns the content in arrays of a size.
     *
     * @param size of each but the last, 1 or more
     * @return decoded bytes
     * @throws IllegalArgumentException if the size is less than 1
     */
    public Iterator<byte[]> chunks(int size) {
        return new Chunks(size, () -> new ByteArrayInputStream(content));
    }

    /**
     * Returns the charset that {@link #text()} reads with: the one that {@code Content-Type} names, or else UTF-8 if the
     * content is that, or else windows-1252. One that does not exist counts as UTF-8.
     *
     * @return the charset
     */
    public Charset encoding() {
        return namedEncoding().orElseGet(() -> TextDecoding.guessed(content));
    }

    /**
     * Reads the content as JSON, whatever {@code Content-Type} says.
     *
     * @return maps, lists, strings, numbers and booleans
     * @throws InvalidJsonException if the content is no JSON, or is {@code null}
     */
    public Object json() {
        return json(Object.class);
    }

    /**
     * Reads the content as JSON into a class.
     *
     * @param <T> the class
     * @param type the class
     * @return the value
     * @throws InvalidJsonException if the content is no JSON, does not fit, or is {@code null}
     */
    public <T> T json(Class<T> type) {
        return json(bytes -> circumstances.json().read(bytes, type));
    }

    /**
     * Reads the content as JSON into a generic type.
     *
     * @param <T> the type
     * @param type such as {@code new TypeRef<List<Pet>>() {}}
     * @return the value
     * @throws InvalidJsonException if the content is no JSON, does not fit, or is {@code null}
     */
    public <T> T json(TypeRef<T> type) {
        return json(bytes -> circumstances.json().read(bytes, type));
    }

    /**
     * Returns how long the answer took: from sending until its headers were there, of this hop only.
     *
     * @return the time, without that for the content
     */
    public Duration elapsed() {
        return circumstances.elapsed();
    }

    /**
     * Returns how often this request was sent until this answer came: more than once if it was retried.
     *
     * @return one or more; redirects and answers to challenges count for themselves
     */
    public int attempts() {
        return circumstances.attempts();
    }

    /**
     * Returns the redirects and the answered challenges that led here.
     *
     * @return oldest first; empty if there were none
     */
    public List<Response> history() {
        return circumstances.history();
    }

    /**
     * Returns what was sent.
     *
     * @return the request that gave this answer, the last one if there were redirects
     */
    public PreparedRequest request() {
        return request;
    }

    /**
     * Says whether this is a redirect that says where to.
     *
     * @return true for 301, 302, 303, 307 and 308 with a {@code Location}
     */
    public boolean isRedirect() {
        return Redirects.isRedirect(raw.status(), raw.headers());
    }

    /**
     * Says whether this is a redirect that holds from now on.
     *
     * @return true for 301 and 308 with a {@code Location}
     */
    public boolean isPermanentRedirect() {
        return isRedirect() && (raw.status() == 301 || raw.status() == 308);
    }

    /**
     * Returns the request that following this redirect would send; {@link Session#send(PreparedRequest)} takes it.
     *
     * @return the next request; empty if this is no redirect
     * @throws RequestException if the redirect cannot be followed
     */
    public Optional<PreparedRequest> next() {
        return Redirects.next(request, raw.status(), raw.headers(), circumstances.redirects())
                .map(circumstances.cookies()::addTo);
    }

    /**
     * Returns this answer unless its status is an error.
     *
     * @return this
     * @throws HttpStatusException if the status is 400 to 599; a {@link ProblemException} if the content says what is wrong
     */
    public Response raiseForStatus() {
        if (raw.status() >= 400 && raw.status() < 600) {
            Optional<Problem> problem = Problem.of(this);
            throw problem.isPresent() ? new ProblemException(this, problem.get()) : new HttpStatusException(this);
        }
        return this;
    }

    /** Returns the status, as in {@code <Response [200]>} of requests. */
    @Override
    public String toString() {
        return "Response[" + raw.status() + "]";
    }

    private Optional<Charset> namedEncoding() {
        return raw.headers().first("Content-Type").flatMap(TextDecoding::named);
    }

    private <T> T json(Function<byte[], T> reader) {
        Charset charset = namedEncoding()
                .filter(named -> !named.name().startsWith("UTF-"))
                .orElseGet(() -> TextDecoding.json(content));
        try {
            return reader.apply(text(charset).getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new InvalidJsonException(
                            "The answer from " + Url.shown(url()) + " (status " + status() + ", " + content.length
                                    + " bytes) is not the JSON that was asked for; the cause says where",
                            e)
                    .about(request, this);
        }
    }
}
