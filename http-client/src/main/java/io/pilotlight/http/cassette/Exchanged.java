package io.pilotlight.http.cassette;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.RawResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A request and what came of it: an answer, or a failure. */
record Exchanged(
        Asked asked, @Nullable Answered answered, @Nullable Failure failed) {

    /** An answer, without secrets. */
    record Answered(int status, String reason, String version, HttpHeaders headers, Content body) {}

    static Exchanged of(@Nullable Object json) {
        Map<?, ?> map = Fields.map(json, "an exchange");
        Asked asked = Asked.of(Fields.map(map.get("request"), "request"));
        if (map.get("error") != null) {
            return new Exchanged(asked, null, Failure.of(Fields.map(map.get("error"), "error")));
        }
        Map<?, ?> answer = Fields.map(map.get("response"), "response");
        return new Exchanged(
                asked,
                new Answered(
                        Fields.number(answer, "status"),
                        Fields.text(answer, "reason"),
                        Fields.text(answer, "version"),
                        Fields.headers(answer.get("headers")),
                        Content.of(answer.get("body"))),
                null);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("request", asked.toJson());
        if (failed != null) {
            json.put("error", failed.toJson());
        }
        if (answered != null) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("status", answered.status());
            answer.put("reason", answered.reason());
            answer.put("version", answered.version());
            answer.put("headers", Fields.lines(answered.headers()));
            if (!answered.body().isNone()) {
                answer.put("body", answered.body().toJson());
            }
            json.put("response", answer);
        }
        return json;
    }

    /** Gives the answer again, or fails again. */
    RawResponse replay() {
        if (answered == null) {
            throw (failed == null ? new Failure("", "nothing was recorded") : failed).exception();
        }
        Content body = answered.body();
        byte[] wire = body.wire();
        HttpHeaders headers = answered.headers();
        boolean whole = body.broken().isEmpty() && !asked.method().equals("HEAD");
        if (whole && headers.contains("Content-Length")) {
            // a body without its secrets, or compressed anew, may be of another length
            headers = headers.toBuilder()
                    .set("Content-Length", Integer.toString(wire.length))
                    .build();
        }
        ReplayedStream stream = new ReplayedStream(wire, body.broken());
        OptionalLong length = whole ? OptionalLong.of(wire.length) : OptionalLong.empty();
        return new RawResponse(
                answered.status(), answered.reason(), answered.version(), headers, Body.streaming(stream, length));
    }
}
