package io.pilotlight.examples;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.http.Auth;
import io.pilotlight.http.Part;
import io.pilotlight.http.Request;
import io.pilotlight.http.Timeouts;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the options of {@code http} say of the request. */
final class HttpRequestOptions {
    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "Sets a header field; may be given often, as all that take NAME.")
    private List<String> headers = List.of();

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "Adds a parameter to the query.")
    private List<String> params = List.of();

    @Option(
            names = {"-d", "--data"},
            paramLabel = "NAME=VALUE",
            description = "Adds a field to the form that is sent.")
    private List<String> form = List.of();

    @Option(
            names = {"-F", "--file"},
            paramLabel = "NAME=PATH",
            description = "Adds a file to the form that is sent, as multipart/form-data.")
    private List<String> files = List.of();

    @Option(
            names = {"-j", "--json-body"},
            paramLabel = "JSON",
            description = "Sends this JSON as it is.")
    private @Nullable String jsonBody;

    @Option(names = "--cookie", paramLabel = "NAME=VALUE", description = "Sends a cookie.")
    private List<String> cookies = List.of();

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER:PASSWORD",
            description = "Signs with a name and a password.")
    private @Nullable String user;

    @Option(names = "--digest", description = "With --user: by digest authentication in place of basic.")
    private boolean digest;

    @Option(names = "--bearer", paramLabel = "TOKEN", description = "Signs with a token.")
    private @Nullable String bearer;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Gives up after so long in all, such as 2.5.")
    private @Nullable Double timeout;

    @Option(names = "--no-follow", description = "Shows a redirect in place of following it.")
    private boolean noFollow;

    /** Makes the request that was typed; what was typed wrong is an {@link IllegalArgumentException}. */
    Request request(List<String> words) {
        boolean hasForm = !form.isEmpty() || !files.isEmpty();
        if (jsonBody != null && hasForm) {
            throw new IllegalArgumentException("Both a form and --json-body: a request has one body");
        }
        String method = words.size() > 1 ? words.get(0) : jsonBody != null || hasForm ? "POST" : "GET";
        Request.Builder request = Request.builder(method, words.get(words.size() - 1));
        if (jsonBody != null) {
            request.header("Content-Type", "application/json").body(checked(jsonBody));
        }
        split(form, '=', "--data NAME=VALUE").forEach(pair -> request.form(pair[0], pair[1]));
        split(files, '=', "--file NAME=PATH").forEach(pair -> request.file(pair[0], part(pair[1])));
        choose(request);
        return request.build();
    }

    /** Sets everything but the method, the URL and the body. */
    void choose(Request.Builder request) {
        split(params, '=', "--param NAME=VALUE").forEach(pair -> request.param(pair[0], pair[1]));
        split(headers, ':', "--header NAME:VALUE").forEach(pair -> request.header(pair[0], pair[1].strip()));
        split(cookies, '=', "--cookie NAME=VALUE").forEach(pair -> request.cookie(pair[0], pair[1]));
        sign(request);
        if (timeout != null) {
            Duration limit = Duration.ofMillis(Math.round(timeout * 1000));
            if (limit.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException(
                        "Not a time to wait: --timeout " + timeout + "; write seconds, such as 2.5");
            }
            request.timeouts(Timeouts.of(limit).withTotal(limit));
        }
        if (noFollow) {
            request.followRedirects(false);
        }
    }

    private static Part part(String typed) {
        Path file = Path.of(typed);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file '" + typed + "'; write --file NAME=PATH");
        }
        return Part.of(file);
    }

    private void sign(Request.Builder request) {
        if (bearer != null) {
            request.bearer(bearer);
        }
        if (user != null) {
            int colon = user.indexOf(':');
            if (bearer != null || colon < 0) {
                throw new IllegalArgumentException(
                        bearer != null
                                ? "Both --user and --bearer: a request is signed once"
                                : "No ':' in what --user says: write --user USER:PASSWORD");
            }
            String name = user.substring(0, colon);
            String password = user.substring(colon + 1);
            request.auth(digest ? Auth.digest(name, password) : Auth.basic(name, password));
        } else if (digest) {
            throw new IllegalArgumentException("--digest needs --user USER:PASSWORD");
        }
    }

    private static String checked(String json) {
        try {
            Json.standard().read(json.getBytes(StandardCharsets.UTF_8), (Type) Object.class);
            return json;
        } catch (JsonException e) {
            throw new IllegalArgumentException("--json-body is no JSON: " + e.getMessage(), e);
        }
    }

    private static List<String[]> split(List<String> typed, char mark, String form) {
        List<String[]> pairs = new ArrayList<>();
        for (String each : typed) {
            int at = each.indexOf(mark);
            if (at < 0) {
                throw new IllegalArgumentException("No '" + mark + "' in '" + each + "': write " + form);
            }
            pairs.add(new String[] {each.substring(0, at), each.substring(at + 1)});
        }
        return pairs;
    }
}
