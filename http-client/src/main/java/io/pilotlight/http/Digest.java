package io.pilotlight.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers digest challenges, and signs on its own where it was challenged before.
 *
 * <p>What is known is kept by origin, so that nothing which one server asked for goes to another. Threads share a server's number;
 * each use of it has a count of its own.
 */
final class Digest implements Auth {
    private static final int MOST_ORIGINS = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DigestAnswer.Credentials credentials;
    private final boolean quoted;
    private final Supplier<String> cnonces;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Known> origins = new LinkedHashMap<>(16, 0.75f, true);

    Digest(DigestAnswer.Credentials credentials, boolean quoted) {
        this(credentials, quoted, Digest::random);
    }

    Digest(DigestAnswer.Credentials credentials, boolean quoted, Supplier<String> cnonces) {
        this.credentials = credentials;
        this.quoted = quoted;
        this.cnonces = cnonces;
    }

    /** A server's number, how often it was used, and the client's number for a key that holds one. */
    private static final class Known {
        final DigestAnswer answer;
        final String cnonce;
        long count;

        Known(DigestAnswer answer, String cnonce) {
            this.answer = answer;
            this.cnonce = cnonce;
        }
    }

    private record Turn(DigestAnswer answer, DigestAnswer.Use use) {}

    @Override
    public PreparedRequest sign(PreparedRequest request) {
        if (!request.url().startsWith("http")) {
            return request;
        }
        return turn(origin(request.url()))
                .filter(turn -> !turn.answer().coversBody() || request.body().repeatable())
                .map(turn -> signed(request, turn))
                .orElse(request);
    }

    @Override
    public Optional<PreparedRequest> answer(Response challenge) {
        for (Challenge each : Challenge.all(challenge.headers(), "WWW-Authenticate")) {
            Optional<DigestAnswer> answer = DigestAnswer.to(each, credentials);
            if (answer.isPresent()) {
                String origin = origin(challenge.url());
                know(origin, answer.get());
                return turn(origin).map(turn -> signed(challenge.request(), turn));
            }
        }
        return Optional.empty();
    }

    @Override
    public void accepted(Response accepted) {
        accepted.headers()
                .first("Authentication-Info")
                .map(info -> Challenge.parameters(info).getOrDefault("nextnonce", ""))
                .filter(next -> !next.isEmpty())
                .ifPresent(next -> {
                    String origin = origin(accepted.url());
                    known(origin).ifPresent(known -> know(origin, known.withNonce(next)));
                });
    }

    /** Returns nothing of what it holds. */
    @Override
    public String toString() {
        return "Digest ***";
    }

    private Optional<DigestAnswer> known(String origin) {
        synchronized (lock) {
            Known known = origins.get(origin);
            return known == null ? Optional.empty() : Optional.of(known.answer);
        }
    }

    /** Keeps what a server asked for; count and key go on if it is the number that is known already. */
    private void know(String origin, DigestAnswer answer) {
        String cnonce = cnonces.get();
        synchronized (lock) {
            @Nullable Known before = origins.get(origin);
            boolean same = before != null && before.answer.nonce().equals(answer.nonce());
            Known now = new Known(answer, before != null && same ? before.cnonce : cnonce);
            now.count = before != null && same ? before.count : 0;
            origins.put(origin, now);
            if (origins.size() > MOST_ORIGINS) {
                origins.remove(origins.keySet().iterator().next());
            }
        }
    }

    private Optional<Turn> turn(String origin) {
        String another = cnonces.get();
        synchronized (lock) {
            @Nullable Known known = origins.get(origin);
            if (known == null) {
                return Optional.empty();
            }
            known.count++;
            String cnonce = known.answer.session() ? known.cnonce : another;
            return Optional.of(new Turn(known.answer, new DigestAnswer.Use(known.count, cnonce, quoted)));
        }
    }

    private static PreparedRequest signed(PreparedRequest request, Turn turn) {
        try {
            return request.withHeader("Authorization", turn.answer().field(request, turn.use()));
        } catch (IOException e) {
            throw new InvalidBodyException(
                    "The body of " + request + " cannot be read to sign it (qop=auth-int); the cause says why", e);
        } catch (IllegalArgumentException e) {
            throw new InvalidHeaderException(
                    "The digest challenge for " + request
                            + " cannot be answered: it, or the user name, holds a character that no field can carry",
                    null);
        }
    }

    private static String origin(String url) {
        Url parsed = Url.parse(url);
        return parsed.scheme() + "://" + parsed.host() + ":" + parsed.effectivePort();
    }

    private static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
