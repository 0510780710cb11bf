package io.pilotlight.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One exchange: a prepared request is sent, challenges are answered, redirects are followed, the last answer is handed over.
 *
 * <p>The way leads through the rooms in one direction: {@link Plan} (merge), {@link Preparation} (prepare, sign), then for each
 * hop {@link Attempts}, {@link Mounts} and {@link Transport} (send), {@link Auth#answer} and {@link Redirects} (decide), and at
 * the end {@link RawBody} (decode).
 */
final class Exchange {
    private final Settings settings;
    private final Plan plan;
    private final Signed signed;
    private final Attempts attempts;
    private final boolean streamed;
    private final List<Response> history = new ArrayList<>();
    private int redirects;
    private boolean mayAnswer = true;
    private boolean elsewhere;

    Exchange(Settings settings, Plan plan, Signed signed, Attempts.Delivery delivery) {
        this.settings = settings;
        this.plan = plan;
        this.signed = signed;
        this.attempts = new Attempts(settings, plan, delivery);
        this.streamed = delivery.streamed();
    }

    /** A request, who signed it, and its cookies; whether the field for these was set by hand. */
    record Signed(PreparedRequest request, Auth auth, RequestCookies cookies, boolean cookiesByHand) {}

    Response inMemory() {
        return walk().seen();
    }

    StreamedResponse streamed() {
        End end = walk();
        if (end.seen() != end.answer().head()) {
            end.answer().body().close();
            return StreamedResponse.of(end.seen());
        }
        return StreamedResponse.of(end.answer());
    }

    /** The last answer, and what the hooks made of it. */
    private record End(Response seen, Answer answer) {}

    private End walk() {
        PreparedRequest request = signed.request();
        @Nullable Response head = null;
        try {
            while (true) {
                head = null;
                Answer answer = send(request);
                head = answer.head();
                Optional<PreparedRequest> reply = reply(answer);
                if (reply.isPresent()) {
                    request = reply.get();
                    continue;
                }
                boolean follows = plan.follows(request.method());
                Response seen = seen(answer, follows);
                head = seen;
                if (!follows || !seen.isRedirect()) {
                    return new End(seen, answer);
                }
                answer.body().close();
                request = follow(seen);
            }
        } catch (RequestException e) {
            throw e.about(request, head);
        }
    }

    private Answer send(PreparedRequest request) {
        AddressRule addresses =
                redirects == 0 ? AddressRule.ANY : plan.redirects().addresses();
        Answer answer = attempts.send(new Attempts.Hop(request, addresses, history, signed.cookies()));
        signed.cookies().store(request, answer.head().headers());
        return answer;
    }

    /** Asks who signed for an answer to a challenge; a request whose body is gone cannot be sent again. */
    private Optional<PreparedRequest> reply(Answer answer) {
        Response head = answer.head();
        if (head.status() < 400 && !elsewhere) {
            signed.auth().accepted(head);
        }
        if (head.status() < 400
                || head.status() >= 500
                || !mayAnswer
                || elsewhere
                || !head.request().body().repeatable()) {
            return Optional.empty();
        }
        Optional<PreparedRequest> reply = signed.auth().answer(head);
        if (reply.isPresent()) {
            mayAnswer = false;
            history.add(answer.drained());
        }
        return reply.map(this::withCookies);
    }

    private PreparedRequest withCookies(PreparedRequest reply) {
        if (signed.cookiesByHand() && redirects == 0) {
            return reply;
        }
        return signed.cookies()
                .addTo(new PreparedRequest(
                        reply.method(),
                        reply.url(),
                        reply.headers().toBuilder().remove("Cookie").build(),
                        reply.body()));
    }

    private Response seen(Answer answer, boolean follows) {
        Response seen = answer.head();
        if (follows && seen.isRedirect()) {
            seen = answer.drained();
        } else if (!streamed) {
            seen = answer.read();
        }
        if (!plan.responseHooks().isEmpty()) {
            SendOptions options = seen.options();
            for (ResponseHook hook : plan.responseHooks()) {
                seen = hook.apply(seen, options);
            }
        }
        return seen;
    }

    private PreparedRequest follow(Response redirect) {
        if (redirects >= plan.redirects().max()) {
            throw new TooManyRedirectsException(
                    "More than " + plan.redirects().max() + " redirects, the last from " + Url.shown(redirect.url())
                            + "; allow more in the RedirectPolicy, or look at the history of the response for a circle",
                    null);
        }
        PreparedRequest next = redirect.next().orElseThrow();
        Url from = Url.parse(redirect.url());
        plan.redirects().check(from, next.url());
        elsewhere = elsewhere || Redirects.leadsElsewhere(redirect.url(), next.url());
        redirects++;
        mayAnswer = true;
        history.add(redirect);
        return signedByNetrc(next);
    }

    private PreparedRequest signedByNetrc(PreparedRequest next) {
        Netrc netrc = settings.netrc();
        if (netrc == null || next.headers().contains("Authorization")) {
            return next;
        }
        return netrc.auth(next.url()).map(auth -> auth.sign(next)).orElse(next);
    }
}
