package io.pilotlight.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.http.Requests;
import io.pilotlight.http.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServeCommandTest {
    @TempDir
    Path folder;

    @Test
    void servesUntilItIsEndedAndLeavesNothingBehind() throws Exception {
        Files.writeString(folder.resolve("hello.py"), """
                def handler(event, context):
                    print("said hello")
                    return {"path": event["rawPath"], "query": event.get("queryStringParameters"), "body": event.get("body")}
                """);
        Files.writeString(folder.resolve("fail.js"), "exports.handler = () => { throw new Error('on purpose'); };\n");
        Process serve = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Pilotlight.class.getName(),
                        "serve",
                        folder.toString(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = serve.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.startsWith("http://")) {
                line = out.readLine();
            }
            assertThat(line).isNotNull();
            String url = line.substring(0, line.indexOf(' '));

            Response get = Requests.get(url + "/hello/there", r -> r.param("a", "1"));
            assertThat(get.status()).isEqualTo(200);
            assertThat(get.text()).isEqualTo("{\"path\":\"/hello/there\",\"query\":{\"a\":\"1\"},\"body\":null}");
            Response post = Requests.post(url + "/hello", r -> r.json(List.of(1, 2)));
            assertThat(post.text()).contains("\"body\":\"[1,2]\"");
            assertThat(Requests.get(url + "/fail").status()).isEqualTo(502);
            assertThat(Requests.get(url + "/nobody").status()).isEqualTo(404);

            List<ProcessHandle> workers = serve.descendants().toList();
            assertThat(workers).hasSize(2);
            serve.toHandle().destroy(); // not Process.destroy, which closes the output as well
            String rest = out.lines().collect(Collectors.joining("\n"));
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(rest)
                    .contains("function", "billed")
                    .containsPattern("hello +2 +1 ")
                    .contains("run p99", "1 first use");
            assertThat(workers).noneMatch(ProcessHandle::isAlive);
        } finally {
            serve.destroyForcibly();
        }
    }

    @Test
    void tellsThatThePortIsInUse() throws IOException {
        Files.writeString(folder.resolve("hello.py"), "def handler(event, context):\n    return 1\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of("serve", folder.toString(), "--port", "" + taken.getLocalPort());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("serve: ", ":" + taken.getLocalPort(), "in use");
            assertThat(run.err().lines()).hasSize(1);
        }
    }

    @Test
    void tellsThatThereIsNothingToServe() {
        assertThat(CommandRun.of("serve", folder.toString()).err()).contains("There is no function in");
        CommandRun gone = CommandRun.of("serve", folder.resolve("gone").toString());
        assertThat(gone.exitCode()).isEqualTo(1);
        assertThat(gone.err()).contains("gone");
    }

    @Test
    void tellsThatAPackageDoesNotExist() throws IOException {
        Files.writeString(folder.resolve("hello.py"), "def handler(event, context):\n    return 1\n");
        Files.writeString(folder.resolve("requirements.txt"), "pilotlight-no-such-package==1.0\n");
        CommandRun run = CommandRun.of("serve", folder.toString(), "--port", "0");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("pilotlight-no-such-package");
        assertThat(folder.resolve(".pilotlight/python")).doesNotExist();
    }
}
