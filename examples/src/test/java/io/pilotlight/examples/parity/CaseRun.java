package io.pilotlight.examples.parity;

import io.pilotlight.http.Request;
import io.pilotlight.http.Response;
import io.pilotlight.http.Session;
import io.pilotlight.http.StreamedResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one case through this client, and writes what came of it: {@code run_case} of oracle.py. */
final class CaseRun {
    private static final List<String> SETTINGS_OF_A_SEND = List.of("cert", "proxies", "stream", "timeout", "verify");

    private final Tap tap;
    private final Normal normal;
    private final Shown shown;
    private final Reading reading;
    private final RequestMaker requests = new RequestMaker();
    private final List<Object> hooks = new ArrayList<>();

    CaseRun(Tap tap, Normal normal) {
        this.tap = tap;
        this.normal = normal;
        this.shown = new Shown(normal);
        this.reading = new Reading(normal);
    }

    /** Returns the line about a case. */
    Fields run(Fields unfilled) {
        Fields definition = tap.env().fill(unfilled);
        tap.mark();
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("id", definition.text("id"));
        List<Object> steps = new ArrayList<>();
        line.put("steps", steps);
        try (Session session = new SessionMaker(requests).make(definition)) {
            List<Fields> all = Fields.objects(definition.value("steps"));
            for (Fields step : all.isEmpty() ? List.of(definition) : all) {
                steps.add(tried(session, step));
            }
            line.put("session_cookies", cookies(session));
        } catch (RuntimeException e) {
            steps.add(shown.failure(e));
        }
        if (!hooks.isEmpty()) {
            line.put("hooks", hooks);
        }
        line.put("wire", tap.drain().stream().map(this::wire).toList());
        return Fields.of(line);
    }

    private Map<String, @Nullable Object> tried(Session session, Fields step) {
        try {
            return step(session, step);
        } catch (RuntimeException e) {
            return shown.failure(e);
        }
    }

    private Map<String, @Nullable Object> step(Session session, Fields step) {
        String given = step.has("url") ? step.text("url") : "";
        String url = given.isEmpty() ? tap.env().value("base") + step.text("path") : given;
        Request.Builder options = requests.make(step, url);
        if (step.isTrue("hook")) {
            options.onResponse((response, settings) -> {
                hooks.add(List.of(response.status(), SETTINGS_OF_A_SEND));
                return response;
            });
        }
        Request request = options.build();
        if (step.isTrue("prepare_only")) {
            return prepared(session, step, request);
        }
        return step.isTrue("stream") ? streamed(session, step, request) : inMemory(session, step, request);
    }

    private Map<String, @Nullable Object> prepared(Session session, Fields step, Request request) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        try (Session bare = SessionMaker.bare()) {
            Session maker = step.isTrue("with_session") ? session : bare;
            line.put("prepared", shown.request(maker.prepare(request)));
        }
        return line;
    }

    private Map<String, @Nullable Object> inMemory(Session session, Fields step, Request request) {
        Response response = session.send(request);
        Map<String, @Nullable Object> line = shown.head(response);
        if (step.has("read")) {
            line.put("read", reading.inMemory(response, step.fields("read")));
        }
        if (step.isTrue("raise_for_status")) {
            response.raiseForStatus();
        }
        shown.content(line, response, step);
        return line;
    }

    private Map<String, @Nullable Object> streamed(Session session, Fields step, Request request) {
        try (StreamedResponse response = session.stream(request)) {
            Map<String, @Nullable Object> line = shown.head(response.head());
            if (step.has("read")) {
                line.put("read", reading.streamed(response, step.fields("read")));
            }
            if (step.isTrue("raise_for_status")) {
                response.head().raiseForStatus();
            }
            reading.rest(line, response, step);
            return line;
        }
    }

    private List<Object> cookies(Session session) {
        return session.cookies().all().stream()
                .map(it -> List.of(
                        it.name(),
                        normal.text(it.value()),
                        normal.text(it.domain().orElse("")),
                        it.path()))
                .sorted(Comparator.comparing(String::valueOf))
                .<Object>map(it -> it)
                .toList();
    }

    private Map<String, @Nullable Object> wire(Fields seen) {
        @Nullable String boundary = null;
        List<Object> headers = new ArrayList<>();
        for (Object pair : seen.list("headers")) {
            String name = String.valueOf(Fields.entries(pair).get(0));
            String value = String.valueOf(Fields.entries(pair).get(1));
            if (boundary == null && name.equalsIgnoreCase("content-type")) {
                boundary = Normal.boundaryOf(value);
            }
            headers.add(List.of(name, normal.header(name, value)));
        }
        Map<String, @Nullable Object> wire = new LinkedHashMap<>();
        wire.put("method", seen.text("method"));
        wire.put("target", normal.text(seen.text("target")));
        wire.put("body", normal.body(Base64.getDecoder().decode(seen.text("body")), boundary));
        wire.put("headers", headers);
        return wire;
    }
}
