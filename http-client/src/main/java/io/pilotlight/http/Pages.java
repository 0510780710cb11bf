package io.pilotlight.http;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The pages of an answer that comes in several, each asked for when it is needed.
 *
 * <pre>{@code
 * for (Response page : Pages.of(session::get, "https://pets.example/?size=100").limit(50)) {
 *     pets.addAll(page.raiseForStatus().json(new TypeRef<List<Pet>>() {}));
 * }
 * }</pre>
 *
 * <p>A page leads to the next by its {@code Link} with {@code rel="next"} (RFC 8288), unless {@link #by} says how. A link to another
 * scheme, host or port is refused: the session's credentials would go there. Immutable; no page is kept.
 */
public final class Pages implements Iterable<Response> {
    private final Function<String, Response> get;
    private final String first;
    private final Function<Response, Optional<String>> next;
    private final int limit;

    private Pages(Function<String, Response> get, String first, Function<Response, Optional<String>> next, int limit) {
        this.get = Objects.requireNonNull(get, "get");
        this.first = Objects.requireNonNull(first, "first");
        this.next = Objects.requireNonNull(next, "next");
        this.limit = limit;
    }

    /**
     * Begins with a URL.
     *
     * @param get asks for a URL, such as {@code session::get}; called on the thread that iterates
     * @param first the URL of the first page
     * @return its pages, all of them
     */
    public static Pages of(Function<String, Response> get, String first) {
        return new Pages(get, first, page -> page.link("next").map(Link::url), Integer.MAX_VALUE);
    }

    /**
     * Takes so many pages at most. If not set, all are taken.
     *
     * @param pages one or more
     * @return fewer pages
     * @throws IllegalArgumentException if the number is less than one
     */
    public Pages limit(int pages) {
        if (pages < 1) {
            throw new IllegalArgumentException("Not a number of pages: " + pages + "; take one or more");
        }
        return new Pages(get, first, next, pages);
    }

    /**
     * Finds the next page in another way. If not set, it is the link with {@code rel="next"}.
     *
     * @param nextUrl returns the URL of the page behind a page, which may be relative to it; empty behind the last
     * @return the pages that it leads to
     */
    public Pages by(Function<Response, Optional<String>> nextUrl) {
        return new Pages(get, first, nextUrl, limit);
    }

    /**
     * Returns the pages as a stream.
     *
     * @return pages in order, each asked for when it is needed
     */
    public Stream<Response> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /**
     * Begins at the first page.
     *
     * @return an iterator that throws what asking throws, and {@link RedirectRefusedException} for a page that leads elsewhere or to
     *     itself
     */
    @Override
    public Iterator<Response> iterator() {
        return new Walk();
    }

    /** Not for use by many threads. */
    private final class Walk implements Iterator<Response> {
        private @Nullable String url = first;
        private @Nullable Response last;
        private int taken;

        @Override
        public boolean hasNext() {
            if (taken >= limit) {
                return false;
            }
            Response page = last;
            if (page != null) {
                last = null;
                url = next.apply(page).map(link -> target(page, link)).orElse(null);
            }
            return url != null;
        }

        @Override
        public Response next() {
            if (!hasNext() || url == null) {
                throw new NoSuchElementException("No page behind the last one; ask hasNext() first");
            }
            Response page = get.apply(url);
            last = page;
            taken++;
            return page;
        }

        private String target(Response page, String link) {
            String target = Url.prepare(Url.parse(page.url()).resolve(link), "");
            if (target.equals(page.url())) {
                throw new RedirectRefusedException(
                        "The page " + Url.shown(page.url()) + " names itself as the next one; set a limit", null);
            }
            if (Redirects.leadsElsewhere(page.url(), target)) {
                throw new RedirectRefusedException(
                        "The page " + Url.shown(page.url()) + " leads on to " + Url.shown(target)
                                + ", which is another server; ask for that by hand if it is trusted",
                        null);
            }
            return target;
        }
    }
}
