package io.pilotlight.http;

import java.time.Duration;
import java.util.List;

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

    Answer send(PreparedRequest request, AddressRule addresses, List<Response> history, RequestCookies cookies) {
        SendOptions options = options(request, addresses);
        long sentAt = settings.time().nanos();
        RawResponse raw = settings.mounts().find(request.url()).send(request, options);
        Duration elapsed = Duration.ofNanos(settings.time().nanos() - sentAt);
        Response head = new Response(
                request,
                raw,
                new Response.Circumstances(elapsed, history, settings.json(), plan.redirects(), cookies, options));
        return Answer.of(head, raw, plan.limits());
    }

    private SendOptions options(PreparedRequest request, AddressRule addresses) {
        return new SendOptions(
                plan.timeouts().withTotal(deadline.left()),
                plan.tls(),
                plan.proxies().select(request.url()).orElse(Proxy.NONE),
                plan.limits(),
                addresses,
                delivery.streamed(),
                delivery.cancellation());
    }
}
