package io.pilotlight.examples;

import io.pilotlight.core.json.Json;
import io.pilotlight.examples.console.Console;
import io.pilotlight.http.InvalidHeaderException;
import io.pilotlight.http.InvalidUrlException;
import io.pilotlight.http.Request;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.Response;
import io.pilotlight.http.Session;
import io.pilotlight.http.download.Download;
import io.pilotlight.http.download.Downloaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
        customSynopsis = "pilotlight http [OPTIONS] [METHOD] URL",
        sortOptions = false,
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

    @ArgGroup(validate = false, order = 1, heading = "%nThe request:%n")
    private HttpRequestOptions requestOptions = new HttpRequestOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nThe way there:%n")
    private HttpSessionOptions sessionOptions = new HttpSessionOptions();

    @Option(names = "--check-status", description = "Fails when the status is 400 or more.")
    private boolean checkStatus;

    @Option(names = "--json", description = "Prints every component of the answer and of its history as JSON.")
    private boolean asJson;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes the content to a file, and prints the rest.")
    private @Nullable Path output;

    @Option(
            names = "--download",
            paramLabel = "FILE",
            description = "Downloads to a file by GET; the same command again goes on where it broke off.")
    private @Nullable Path download;

    @Option(names = "--curl", description = "Prints a line for curl, with secrets masked, and sends nothing.")
    private boolean curl;

    @Option(
            names = "--explain",
            description = "Prints each setting and where it comes from, with secrets masked, and sends nothing.")
    private boolean explain;

    /** Made by picocli, which fills in what was typed. */
    public HttpCommand() {}

    @Override
    public Integer call() {
        try (Session session = sessionOptions.session()) {
            Request request = requestOptions.request(words);
            requireOneOutput(request);
            if (curl) {
                print(session.prepare(request).toCurl());
                return 0;
            }
            if (explain) {
                print(session.explain(request).toString());
                return 0;
            }
            if (download != null) {
                int status = downloaded(session, download);
                sessionOptions.keepCookies(session);
                return status;
            }
            Response response = session.send(request);
            sessionOptions.keepCookies(session);
            show(response);
            return checkStatus && !response.ok() ? 1 : 0;
        } catch (IllegalArgumentException | InvalidUrlException | InvalidHeaderException e) {
            throw usage(String.valueOf(e.getMessage()));
        } catch (RequestException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(unwritten(e));
        }
    }

    private String unwritten(IOException e) {
        Path file = Objects.requireNonNull(download == null ? output : download);
        Path folder = file.toAbsolutePath().getParent();
        boolean lost = folder != null && !Files.isDirectory(folder);
        return "Cannot write " + file + ": " + (lost ? "its folder is not there" : e.getMessage());
    }

    private void requireOneOutput(Request request) {
        if (download == null) {
            return;
        }
        if (output != null || asJson || curl || explain) {
            throw new IllegalArgumentException("--download goes without --output, --json, --curl and --explain");
        }
        if (!request.method().equalsIgnoreCase("GET")) {
            throw new IllegalArgumentException("--download asks by GET, without a body; --output keeps other answers");
        }
    }

    private int downloaded(Session session, Path target) throws IOException {
        Console console = new Console(spec().commandLine().getErr(), Ansi.AUTO);
        String url = words.get(words.size() - 1);
        Downloaded done = Download.builder(session, url, target)
                .options(requestOptions::choose)
                .progress((bytes, total) -> console.live(progress(bytes, total)))
                .build()
                .run();
        print(done.length() + " bytes in " + done.file()
                + (done.verified().isEmpty() ? "" : ", verified by " + String.join(", ", done.verified())));
        return 0;
    }

    private static String progress(long bytes, OptionalLong total) {
        String so = String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
        return total.isEmpty() || total.getAsLong() == 0
                ? so
                : String.format(Locale.ROOT, "%3d %%  %s", 100 * bytes / total.getAsLong(), so);
    }

    private void print(String line) {
        PrintWriter out = spec().commandLine().getOut();
        out.println(line);
        out.flush();
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
