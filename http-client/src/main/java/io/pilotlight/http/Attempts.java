package io.pilotlight.http;

import io.pilotlight.http.RetryRules.Again;
import io.pilotlight.http.RetryRules.Answered;
import io.pilotlight.http.RetryRules.Decision;
import io.pilotlight.http.RetryRules.Failed;
import io.pilotlight.http.RetryRules.Question;
import io.pilotlight.http.RetryRules.Reason;
import io.pilotlight.http.RetryRules.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Sends one request of an exchange, again if its retries say so, and returns once the head of the answer is there. */
final class Attempts {
    private final Settings settings;
    private final Plan plan;
    private final Deadline deadline;
    private final Delivery delivery;

    Attempts(Settings settings, Plan plan, Delivery delivery) {
        this.settings = settings;
        this.plan = plan;
        this.delivery = delivery;
        this.deadline = new Deadline(settings.time(), plan.timeouts().total());
    }

    /** How the answer is wanted. */
    record Delivery(boolean streamed, Cancellation cancellation) {}

    /** What is sent, where it may go, and what the answer is to know of the exchange. */
    record Hop(PreparedRequest request, AddressRule addresses, List<Response> history, RequestCookies cookies) {}

    /** What came of one attempt: an answer, or a failure that may be tried again. */
    private record Attempt(
            @Nullable Answer answer, @Nullable RequestException failure) {}

    Answer send(Hop hop) {
        return plan.retries().isNone() ? once(hop, 1) : repeated(hop);
    }

    private Answer repeated(Hop hop) {
        String host = host(hop.request().url());
        settings.retryBudget().sent(host);
        Retries.Tries tries = Retries.Tries.NONE;
        while (true) {
            Attempt attempt = attempt(hop, tries.total() + 1);
            Decision decision = decide(hop, attempt, tries);
            if (decision instanceof Again
                    && !settings.retryBudget().take(host, plan.retries().budget())) {
                decision = new Stop(Reason.BUDGET_SPENT);
            }
            if (decision instanceof Stop stop) {
                return end(attempt, stop, tries);
            }
            Again again = (Again) decision;
            if (attempt.answer() != null) {
                attempt.answer().drained();
            }
            rest(again.sleep(), hop.request());
            tries = again.tries();
        }
    }

    private Attempt attempt(Hop hop, int number) {
        try {
            Answer answer = once(hop, number);
            boolean loads = !delivery.streamed() && !answer.head().isRedirect();
            return new Attempt(loads ? answer.loaded() : answer, null);
        } catch (RequestException e) {
            if (RetryRules.kind(e).isEmpty()) {
                throw e;
            }
            return new Attempt(null, e);
        }
    }

    private Decision decide(Hop hop, Attempt attempt, Retries.Tries tries) {
        RetryRules.Outcome outcome = attempt.answer() != null
                ? new Answered(
                        attempt.answer().head().status(),
                        attempt.answer().head().headers())
                : new Failed(RetryRules.kind(Objects.requireNonNull(attempt.failure()))
                        .orElseThrow());
        double draw = ThreadLocalRandom.current().nextDouble();
        return RetryRules.decide(
                plan.retries(),
                new Question(hop.request(), tries, outcome, settings.time().now(), draw, deadline.left()));
    }

    private Answer end(Attempt attempt, Stop stop, Retries.Tries tries) {
        if (attempt.failure() != null) {
            throw attempt.failure();
        }
        Answer answer = Objects.requireNonNull(attempt.answer());
        if (stop.reason() == Reason.EXHAUSTED && plan.retries().failsWhenExhausted()) {
            throw RetryRules.exhausted(answer.drained(), tries);
        }
        return answer;
    }

    private void rest(Duration sleep, PreparedRequest request) {
        try {
            settings.time().sleep(sleep);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestInterruptedException("Interrupted before " + request + " was sent again", e);
        }
    }

    private Answer once(Hop hop, int number) {
        SendOptions options = options(hop);
        PreparedRequest request = hop.request();
        long sentAt = settings.time().nanos();
        RawResponse raw = settings.mounts().find(request.url()).send(request, options);
        Duration elapsed = Duration.ofNanos(settings.time().nanos() - sentAt);
        Response head = new Response(
                request,
                raw,
                new Response.Circumstances(
                        elapsed, number, hop.history(), settings.json(), plan.redirects(), hop.cookies(), options));
        return Answer.of(head, raw, plan.limits());
    }

    private SendOptions options(Hop hop) {
        return new SendOptions(
                plan.timeouts().withTotal(deadline.left()),
                plan.tls(),
                plan.proxies().select(hop.request().url()).orElse(Proxy.NONE),
                plan.limits(),
                hop.addresses(),
                delivery.streamed(),
                delivery.cancellation());
    }

    private static String host(String url) {
        return url.startsWith("http") ? Url.parse(url).hostAndPort() : url;
    }
}
