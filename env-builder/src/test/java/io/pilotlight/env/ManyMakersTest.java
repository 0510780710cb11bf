package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many makers of one environment at once. */
class ManyMakersTest {
    private static final int MAKERS = 8;

    @TempDir
    private Path folder;

    @Test
    void ofManyThreadsOneBuildsAndAllSucceed() throws Exception {
        EventLog events = new EventLog();
        EnvBuilder builder = new EnvBuilder(EnvBuilder.options()
                .python(TestPythons.any().executable())
                .compile(false)
                .listener(events)
                .build());
        CyclicBarrier start = new CyclicBarrier(MAKERS);
        ExecutorService threads = Executors.newFixedThreadPool(MAKERS);
        List<Future<PythonEnvironment>> made = new ArrayList<>();
        try {
            for (int i = 0; i < MAKERS; i++) {
                made.add(threads.submit(() -> {
                    start.await();
                    return builder.create(folder.resolve("env"));
                }));
            }
            for (Future<PythonEnvironment> environment : made) {
                assertThat(environment.get().packages())
                        .extracting(InstalledPackage::name)
                        .contains("pip");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(events.of(EnvEvent.Created.class)).hasSize(1);
        assertThat(events.of(EnvEvent.UpToDate.class)).hasSize(MAKERS - 1);
        assertThat(folder).isDirectoryNotContaining("glob:**.pilotlight*");
    }

    @Test
    void ofManyProcessesOneBuildsAndAllSucceed() throws Exception {
        String python = TestPythons.any().executable().toString();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < MAKERS; i++) {
            processes.add(BuildMain.process(python, folder.resolve("env").toString(), "without-pip")
                    .redirectErrorStream(true)
                    .start());
        }
        List<String> said = new ArrayList<>();
        for (Process process : processes) {
            said.add(new String(process.getInputStream().readAllBytes()).strip());
            assertThat(process.waitFor()).as(said.toString()).isZero();
        }

        assertThat(said).containsOnly("Created", "UpToDate").containsOnlyOnce("Created");
        assertThat(folder).isDirectoryNotContaining("glob:**.pilotlight*");
    }
}
