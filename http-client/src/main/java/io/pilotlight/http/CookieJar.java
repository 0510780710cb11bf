package io.pilotlight.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.time.Time;
import io.pilotlight.http.cookie.Matching;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The cookies of a session (RFC 6265). Safe for use by many threads.
 *
 * <p>A cookie goes to the host that set it, or to that host's domain if it says so and the domain is no public suffix such as
 * {@code co.uk}; ports make no difference. One that was added without a domain goes to the first host that it is sent to, and to
 * no other. A jar holds 180 cookies a domain and 3000 in all, the least recently used go first, and none whose name and value are
 * longer than 4096 bytes.
 */
public final class CookieJar {
    private final Time time;
    private final Predicate<String> publicSuffix;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final CookieShelf shelf = new CookieShelf();

    /** Makes an empty jar by the machine's clock. */
    public CookieJar() {
        this(Time.system());
    }

    /**
     * Makes an empty jar.
     *
     * @param time says when cookies end
     */
    public CookieJar(Time time) {
        this(time, OkHttpTransport::isPublicSuffix);
    }

    CookieJar(Time time, Predicate<String> publicSuffix) {
        this.time = Objects.requireNonNull(time, "time");
        this.publicSuffix = Objects.requireNonNull(publicSuffix, "publicSuffix");
    }

    /**
     * Reads a jar from a cookies.txt in the format of Netscape, as {@link #save} here, curl and Python's
     * {@code MozillaCookieJar} write it, by the machine's clock. Cookies that have ended are left out.
     *
     * @param file the file, in UTF-8
     * @return a new jar
     * @throws StateFileException if the file cannot be read, or a line of it is no cookie
     */
    public static CookieJar load(Path file) {
        return load(file, Time.system());
    }

    /**
     * Reads a jar from a cookies.txt.
     *
     * @param file the file, in UTF-8
     * @param time says when cookies end
     * @return a new jar
     * @throws StateFileException if the file cannot be read, or a line of it is no cookie
     */
    public static CookieJar load(Path file, Time time) {
        CookieJar jar = new CookieJar(time);
        CookieFile.read(file).stream().filter(CookieShelf::fits).forEach(jar::add);
        return jar;
    }

    /**
     * Writes the cookies that outlive a session, as {@link #save(Path, boolean)} does.
     *
     * @param file where to; its folder must exist
     * @throws StateFileException if it cannot be written
     */
    public void save(Path file) {
        save(file, false);
    }

    /**
     * Writes the cookies to a cookies.txt, whole or not at all, readable by its owner only. The format has no place for
     * {@code SameSite}, nor for a cookie that belongs to no host yet.
     *
     * @param file where to; its folder must exist
     * @param sessionCookies whether those that end with the session are kept too; Python drops them when it reads, for it takes
     *     curl's mark for an end in 1970
     * @throws StateFileException if it cannot be written; what was there before is still there
     */
    public void save(Path file, boolean sessionCookies) {
        CookieFile.write(
                file,
                all().stream()
                        .filter(cookie -> cookie.domain().isPresent())
                        .filter(cookie -> sessionCookies || cookie.expires().isPresent())
                        .toList());
    }

    /**
     * Puts a cookie in; one that has ended removes the one it would replace. One whose domain is a name without a dot, such as
     * {@code localhost}, goes to the host of that name only.
     *
     * @param cookie takes the place of one of its name, domain and path
     * @throws IllegalArgumentException if its name and value are longer than 4096 bytes
     * @throws CookieRefusedException if its domain is a public suffix with a dot, such as {@code co.uk}; an answer that sets such a
     *     cookie is not believed, and is no error (RFC 6265, section 5.3)
     */
    public void add(Cookie cookie) {
        if (!CookieShelf.fits(cookie)) {
            throw new IllegalArgumentException("Cookie " + cookie.name() + " is longer than " + CookieShelf.LONGEST
                    + " bytes, which servers do not take; keep the value elsewhere");
        }
        String domain = cookie.domain().orElse("");
        boolean narrow = !domain.isEmpty() && !cookie.hostOnly() && publicSuffix.test(domain);
        if (narrow && domain.indexOf('.') >= 0) {
            throw new CookieRefusedException(
                    "Cookie " + cookie.name() + " would go to every host below " + domain
                            + ", which nobody owns as a whole; name a domain below it, or make the cookie hostOnly",
                    null);
        }
        put(List.of(narrow ? cookie.boundTo(domain) : cookie));
    }

    /**
     * Keeps what an answer sets, of that what its host may set; what it ends is removed.
     *
     * @param url the URL that was asked
     * @param answer the header fields of the answer
     */
    public void store(String url, HttpHeaders answer) {
        put(setBy(url, answer));
    }

    /**
     * Finds the cookies to send. Those without a domain belong to the host of this URL from now on.
     *
     * @param url a prepared URL
     * @return those that go there, the longest path first, then the oldest
     */
    public List<Cookie> matching(String url) {
        synchronized (lock) {
            if (shelf.isEmpty()) {
                return List.of();
            }
        }
        Optional<Url> asked = parsed(url);
        if (asked.isEmpty()) {
            return List.of();
        }
        CookieShelf.Asked where = new CookieShelf.Asked(
                Matching.canonical(asked.get().host()),
                asked.get().path().isEmpty() ? "/" : asked.get().path(),
                asked.get().scheme().equals("https"));
        synchronized (lock) {
            return shelf.matching(where, time.now());
        }
    }

    /**
     * Makes the field to send, from what {@link #matching} finds.
     *
     * @param url a prepared URL; for a request whose {@code Host} was set by hand, with that in its host's place
     * @return the value of {@code Cookie}; empty if there is nothing to send
     */
    public Optional<String> header(String url) {
        List<Cookie> found = matching(url);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.stream().map(Cookie::pair).collect(Collectors.joining("; ")));
    }

    /**
     * Returns what is there and has not ended.
     *
     * @return every cookie, the oldest first
     */
    public List<Cookie> all() {
        synchronized (lock) {
            return shelf.all(time.now());
        }
    }

    /**
     * Finds a cookie by its name.
     *
     * @param name the name, whose case matters
     * @return the cookie, if there is one
     * @throws CookieConflictException if several hosts or paths have one of this name
     */
    public Optional<Cookie> get(String name) {
        return only(name, all());
    }

    /**
     * Finds a cookie by its name and place.
     *
     * @param name the name, whose case matters
     * @param domain the host or domain that it belongs to; empty for one that belongs to none yet
     * @param path its path, exactly
     * @return the cookie, if there is one
     */
    public Optional<Cookie> get(String name, String domain, String path) {
        String canonical = canonical(domain);
        return only(
                name,
                all().stream()
                        .filter(cookie -> cookie.path().equals(path)
                                && cookie.domain().orElse("").equals(canonical))
                        .toList());
    }

    private static Optional<Cookie> only(String name, List<Cookie> among) {
        List<Cookie> found =
                among.stream().filter(cookie -> cookie.name().equals(name)).toList();
        if (found.size() > 1) {
            throw new CookieConflictException(
                    found.size() + " cookies are named " + name + ": " + found
                            + "; say which by get(name, domain, path)",
                    null);
        }
        return found.stream().findFirst();
    }

    /**
     * Removes every cookie of a name.
     *
     * @param name the name, whose case matters
     * @return true if there was one
     */
    public boolean remove(String name) {
        return removeIf(cookie -> cookie.name().equals(name));
    }

    /**
     * Removes one cookie.
     *
     * @param name the name, whose case matters
     * @param domain the host or domain that it belongs to; empty for one that belongs to none yet
     * @param path its path, exactly
     * @return true if it was there
     */
    public boolean remove(String name, String domain, String path) {
        String canonical = canonical(domain);
        return removeIf(cookie -> cookie.name().equals(name)
                && cookie.path().equals(path)
                && cookie.domain().orElse("").equals(canonical));
    }

    /** Removes every cookie that ends with the session. */
    public void clearSession() {
        removeIf(cookie -> cookie.expires().isEmpty());
    }

    /** Removes every cookie. */
    public void clear() {
        removeIf(cookie -> true);
    }

    /**
     * Makes a jar of its own with the same cookies.
     *
     * @return a jar by the same clock
     */
    public CookieJar copy() {
        CookieJar copy = fresh();
        all().forEach(copy::add);
        return copy;
    }

    /** Makes an empty jar by the same rules and clock. */
    CookieJar fresh() {
        return new CookieJar(time, publicSuffix);
    }

    /** Returns the cookies without their values. */
    @Override
    public String toString() {
        return "CookieJar" + all();
    }

    /** Finds what an answer sets and may set, also what has ended by then. */
    List<Cookie> setBy(String url, HttpHeaders answer) {
        List<String> fields = answer.all("Set-Cookie");
        if (fields.isEmpty() || parsed(url).isEmpty()) {
            return List.of();
        }
        Instant now = time.now();
        List<Cookie> set = new ArrayList<>();
        for (String field : fields) {
            Cookie.parse(url, field, now)
                    .filter(CookieShelf::fits)
                    .flatMap(cookie -> judged(cookie, url))
                    .ifPresent(set::add);
        }
        return set;
    }

    /** RFC 6265, section 5.3, step 5: a host that is a public suffix itself may set cookies for itself. */
    private Optional<Cookie> judged(Cookie cookie, String url) {
        String domain = cookie.domain().orElse("");
        if (cookie.hostOnly() || !publicSuffix.test(domain)) {
            return Optional.of(cookie);
        }
        return Matching.canonical(Url.parse(url).host()).equals(domain)
                ? Optional.of(cookie.boundTo(domain))
                : Optional.empty();
    }

    private void put(List<Cookie> cookies) {
        synchronized (lock) {
            cookies.forEach(cookie -> shelf.put(cookie, time.now()));
        }
    }

    private boolean removeIf(Predicate<Cookie> which) {
        synchronized (lock) {
            return shelf.removeIf(which);
        }
    }

    private static String canonical(String domain) {
        return Matching.canonical(domain.startsWith(".") ? domain.substring(1) : domain);
    }

    /** What is no URL with a host has no cookies; whether it can be asked is not for a jar to say. */
    private static Optional<Url> parsed(String url) {
        if (!url.contains("://")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Url.parse(url));
        } catch (InvalidUrlException e) {
            return Optional.empty();
        }
    }
}
