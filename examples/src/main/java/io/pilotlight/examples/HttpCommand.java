package io.pilotlight.examples;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.http.InvalidHeaderException;
import io.pilotlight.http.InvalidUrlException;
import io.pilotlight.http.Request;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.Response;
import io.pilotlight.http.Session;
import io.pilotlight.http.Timeouts;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pilotlight http}: one request, and what came back. */
@Command(
        name = "http",
        mixinStandardHelpOptions = true,
        description = "Sends one request and prints what came back.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:there was an answer (with --check-status: one that is no error)",
            "1:the request failed",
            "2:wrong usage"
        })
public final class HttpCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..2",
            paramLabel = "[METHOD] URL",
            description = "The method may be left out: GET, or POST when there is a body.")
    private List<String> words = List.of();

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "Sets a header field.")
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
            names = {"-j", "--json-body"},
            paramLabel = "JSON",
            description = "Sends this JSON.")
    private @Nullable String jsonBody;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Gives up after so long in all, such as 2.5.")
    private @Nullable Double timeout;

    @Option(names = "--no-follow", description = "Shows a redirect in place of following it.")
    private boolean noFollow;

    @Option(names = "--check-status", description = "Fails when the status is 400 or more.")
    private boolean checkStatus;

    @Option(names = "--json", description = "Prints every component of the answer and of its history as JSON.")
    private boolean asJson;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes the content to a file.")
    private @Nullable Path output;

    /** Made by picocli, which fills in what was typed. */
    public HttpCommand() {}

    @Override
    public Integer call() {
        Request request = request();
        try (Session session = Session.create()) {
            Response response = session.send(request);
            show(response);
            return checkStatus && !response.ok() ? 1 : 0;
        } catch (InvalidUrlException | InvalidHeaderException e) {
            throw usage(String.valueOf(e.getMessage()));
        } catch (RequestException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed("Cannot write " + output + ": " + e.getMessage());
        }
    }

    private Request request() {
        if (jsonBody != null && !form.isEmpty()) {
            throw usage("Both --data and --json-body: a request has one body");
        }
        boolean hasBody = jsonBody != null || !form.isEmpty();
        String method = words.size() > 1 ? words.get(0) : hasBody ? "POST" : "GET";
        try {
            Request.Builder request = Request.builder(method, words.get(words.size() - 1));
            if (jsonBody != null) {
                request.header("Content-Type", "application/json").body(checked(jsonBody));
            }
            split(params, '=', "--param NAME=VALUE").forEach(pair -> request.param(pair[0], pair[1]));
            split(form, '=', "--data NAME=VALUE").forEach(pair -> request.form(pair[0], pair[1]));
            split(headers, ':', "--header NAME:VALUE").forEach(pair -> request.header(pair[0], pair[1].strip()));
            if (timeout != null) {
                Duration limit = Duration.ofMillis(Math.round(timeout * 1000));
                request.timeouts(Timeouts.of(limit).withTotal(limit));
            }
            return noFollow ? request.followRedirects(false).build() : request.build();
        } catch (IllegalArgumentException | InvalidHeaderException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private String checked(String json) {
        try {
            Json.standard().read(json.getBytes(StandardCharsets.UTF_8), (Type) Object.class);
            return json;
        } catch (JsonException e) {
            throw usage("--json-body is no JSON: " + e.getMessage());
        }
    }

    private List<String[]> split(List<String> typed, char mark, String form) {
        List<String[]> pairs = new ArrayList<>();
        for (String each : typed) {
            int at = each.indexOf(mark);
            if (at < 0) {
                throw usage("No '" + mark + "' in '" + each + "': write " + form);
            }
            pairs.add(new String[] {each.substring(0, at), each.substring(at + 1)});
        }
        return pairs;
    }

    private void show(Response response) throws IOException {
        if (output != null) {
            Files.write(output, response.content());
        }
        PrintWriter out = spec().commandLine().getOut();
        if (asJson) {
            out.println(Json.standard().text(ResponseJson.of(response)));
        } else {
            head(out, response);
            content(out, response);
        }
        out.flush();
    }

    private static void head(PrintWriter out, Response response) {
        boolean colour = Ansi.AUTO.enabled();
        String tone = response.ok() ? "32" : "31";
        out.println(paint(colour, tone, response.status() + " " + response.reason()));
        response.headers().forEach((name, value) -> out.println(paint(colour, "36", name) + ": " + printable(value)));
        out.println();
    }

    private void content(PrintWriter out, Response response) {
        byte[] content = response.content();
        if (output != null) {
            out.println(content.length + " bytes in " + output);
        } else if (ResponseJson.isBinary(content)) {
            out.println(content.length + " bytes that are no text; --output FILE keeps them");
        } else if (content.length > 0) {
            String text = response.text();
            out.print(text);
            if (!text.endsWith("\n")) {
                out.println();
            }
        }
    }

    private static String paint(boolean colour, String tone, String text) {
        return colour ? "\u001b[" + tone + "m" + printable(text) + "\u001b[0m" : printable(text);
    }

    /** What a server sends must not steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private int failed(String message) {
        PrintWriter err = spec().commandLine().getErr();
        err.println("http: " + message.lines().findFirst().orElse("").strip());
        err.flush();
        return 1;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("Run this command through picocli");
        }
        return spec;
    }
}
