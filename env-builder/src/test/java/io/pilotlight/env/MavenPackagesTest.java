package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What repositories can do to an environment: fail, lie, hang, or not be asked. */
@Timeout(120)
class MavenPackagesTest {
    @TempDir
    private Path folder;

    private TestRepository repository;
    private Path place;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = TestRepository.in(folder.resolve("maven"));
        place = Files.createDirectory(folder.resolve("place"));
    }

    @Nested
    class Checksums {
        @Test
        void thatAreWrongAreRefusedEvenWhereTheyMayBeMissing() throws Exception {
            Path jar = repository.add("org.a:top:1.0");
            Files.writeString(TestRepository.checksumFile(jar), "0".repeat(40));

            for (boolean lenient : List.of(false, true)) {
                PackageException failure = failure(repository
                        .options()
                        .maven(repository.maven().lenientChecksums(lenient).build())
                        .packages("org.a:top:1.0"));

                assertThat(failure)
                        .as("lenient " + lenient)
                        .hasMessageContaining("org.a:top:jar:1.0")
                        .hasMessageContaining("hecksum validation failed");
                assertThat(failure.lines()).isNotEmpty();
            }
            assertThat(repository.local().resolve("org/a/top/1.0/top-1.0.jar")).doesNotExist();
        }

        @Test
        void ofAPomThatAreWrongAreRefusedRatherThanTakenForNoDependencies() throws Exception {
            repository.add("org.a:top:1.0", "org.b:low:1.0");
            Path jar = repository.add("org.b:low:1.0");
            Files.writeString(TestRepository.checksumFile(jar.resolveSibling("low-1.0.pom")), "0".repeat(40));

            assertThat(failure(repository.options().packages("org.a:top:1.0")))
                    .hasMessageContaining("org.b:low:pom:1.0")
                    .hasMessageContaining("damaged or was exchanged");
        }

        @Test
        void thatAreMissingAreRefusedUnlessAllowed() throws Exception {
            Path jar = repository.add("org.a:top:1.0");
            Files.delete(TestRepository.checksumFile(jar));
            Files.delete(TestRepository.checksumFile(jar.resolveSibling("top-1.0.pom")));

            assertThat(failure(repository.options().packages("org.a:top:1.0")))
                    .hasMessageContaining("no checksum")
                    .hasMessageContaining("lenientChecksums");

            JavaEnvironment made = create(repository
                    .options()
                    .maven(repository.maven().lenientChecksums(true).build())
                    .packages("org.a:top:1.0"));
            assertThat(made.classPath()).hasSize(1);
        }
    }

    @Nested
    class Packages {
        @Test
        void thatDoNotExistAreNamed() throws Exception {
            repository.add("org.a:top:1.0", "org.b:low:9");

            assertThat(failure(repository.options().packages("org.a:top:1.0")))
                    .hasMessageContaining("org.b:low:jar:9")
                    .hasMessageContaining("Check its name and version");
        }

        @Test
        void withoutAPomAreTakenAndToldOf() throws Exception {
            Path jar = repository.add("org.a:top:1.0");
            Files.delete(jar.resolveSibling("top-1.0.pom"));
            EventLog events = new EventLog();

            create(repository.options().listener(events).packages("org.a:top:1.0"));

            assertThat(events.of(EnvEvent.Message.class))
                    .containsExactly(new EnvEvent.Message(
                            "No repository has a POM of org.a:top:1.0: it is taken to depend on nothing"));
        }

        @Test
        void whosePomIsItsOwnGrandparentAreRefused() throws Exception {
            repository.add("org.a:top:1.0");
            String parent =
                    "<packaging>pom</packaging><parent><groupId>org.a</groupId><artifactId>%s</artifactId><version>1.0</version></parent>";
            repository.pom(
                    "org.a:top:1.0",
                    parent.replace("<packaging>pom</packaging>", "").formatted("mother"));
            repository.pom("org.a:mother:1.0", parent.formatted("grandmother"));
            repository.pom("org.a:grandmother:1.0", parent.formatted("mother"));

            assertThat(failure(repository.options().packages("org.a:top:1.0")))
                    .hasMessageContaining("org.a:top")
                    .hasMessageContaining("cycle");
        }

        @Test
        void thatNeedEachOtherAreBothTaken() throws Exception {
            repository.add("org.a:left:1.0", "org.a:right:1.0");
            repository.add("org.a:right:1.0", "org.a:left:1.0");

            assertThat(create(repository.options().packages("org.a:left:1.0")).packages())
                    .hasSize(2);
        }

        @Test
        void whosePomLeadsOutOfTheRepositoryAreRefused() throws Exception {
            for (String bad : List.of(
                    "<groupId>org.b</groupId><artifactId>../../../../../escaped</artifactId><version>1.0</version>",
                    "<groupId>org.b</groupId><artifactId>low</artifactId><version>../../../../../escaped</version>",
                    "<groupId>/escaped</groupId><artifactId>low</artifactId><version>1.0</version>")) {
                repository.add("org.a:top:1.0");
                repository.pom("org.a:top:1.0", "<dependencies><dependency>" + bad + "</dependency></dependencies>");

                assertThatThrownBy(() -> create(repository.options().packages("org.a:top:1.0")))
                        .as(bad)
                        .isInstanceOf(PackageException.class);
                repository.pom("org.a:mother:1.0", "<packaging>pom</packaging>");
                repository.pom("org.a:top:1.0", "<parent>" + bad + "</parent>");
                assertThatThrownBy(() -> create(repository.options().packages("org.a:top:1.0")))
                        .as("parent " + bad)
                        .isInstanceOf(PackageException.class);
            }
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(it -> it.getFileName().toString().contains("escaped")))
                        .isEmpty();
            }
            assertThat(Path.of("/escaped")).doesNotExist();
        }
    }

    @Nested
    class Settings {
        @Test
        void thatSayOfflineAreHonoured() throws Exception {
            repository.add("org.a:top:1.0");
            repository.settings(repository.remote().toUri().toString(), "<offline>true</offline>");

            assertThat(failure(repository.options().packages("org.a:top:1.0")))
                    .hasMessageContaining("create the environment once without offline");
        }

        @Test
        void offlineTakeWhatTheLocalRepositoryHas() throws Exception {
            repository.add("org.a:top:1.0", "org.b:low:1.0");
            repository.add("org.b:low:1.0");
            JavaEnvOptions.Builder options =
                    repository.options().packages("org.a:top:1.0").offline(true);
            assertThat(failure(options)).hasMessageContaining("without offline");
            create(options.offline(false)).remove();

            assertThat(create(options.offline(true)).packages()).hasSize(2);
        }

        @Test
        void thatCannotBeReadAreRefused() throws Exception {
            Files.writeString(repository.settingsFile(), "<settings><mirrors>");

            assertThat(failure(repository.options().packages("org.a:top:1.0")))
                    .hasMessageContaining("Maven's settings cannot be read")
                    .hasMessageContaining("settings.xml");
        }

        @Test
        void nameTheLocalRepository() throws Exception {
            repository.addClass("org.a:top:1.0", "Top", "x");
            Path elsewhere = folder.resolve("elsewhere");
            repository.settings(
                    repository.remote().toUri().toString(), "<localRepository>" + elsewhere + "</localRepository>");

            create(JavaEnvBuilder.options()
                    .maven(MavenOptions.builder()
                            .settings(repository.settingsFile())
                            .build())
                    .packages("org.a:top:1.0"));

            assertThat(elsewhere.resolve("org/a/top/1.0/top-1.0.jar")).exists();
        }

        @Test
        void mayBeJoinedByARepositoryThatIsSafe() throws Exception {
            repository.add("org.a:top:1.0");
            Files.writeString(repository.settingsFile(), "<settings/>");
            URI url = repository.remote().toUri();

            JavaEnvironment made = create(repository
                    .options()
                    .maven(repository.maven().repository("mine", url).build())
                    .packages("org.a:top:1.0"));

            assertThat(made.packages()).hasSize(1);
            assertThatThrownBy(() -> MavenOptions.builder().repository("x", URI.create("http://example.org/")))
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining("is not safe to use");
            assertThatThrownBy(() -> MavenOptions.builder().repository("a/b", url))
                    .isInstanceOf(OptionException.class);
        }
    }

    @Nested
    class BrokenOff {
        @Test
        void anInterruptEndsADownloadThatHangsAndLeavesNothing() throws Exception {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                repository.settings("http://127.0.0.1:" + server.getLocalPort() + "/", "");
                JavaEnvBuilder builder = new JavaEnvBuilder(
                        repository.options().packages("org.a:top:1.0").build());
                CompletableFuture<Boolean> flag = new CompletableFuture<>();
                CompletableFuture<Throwable> failure = new CompletableFuture<>();
                Thread maker = new Thread(() -> {
                    Throwable thrown = catchThrowable(() -> builder.create(place.resolve("env")));
                    flag.complete(Thread.currentThread().isInterrupted());
                    failure.complete(thrown);
                });
                maker.start();
                try (Socket connection = server.accept()) {
                    assertThat(connection.getInputStream().read()).isPositive();

                    maker.interrupt();

                    assertThat(failure.get()).isInstanceOf(InterruptedBuildException.class);
                    assertThat(flag.get()).isTrue();
                    assertThat(isClosed(connection)).isTrue();
                }
            }
            assertThat(place).isEmptyDirectory();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("pilotlight-maven"));
        }

        @Test
        void aListenerThatThrowsEndsItAndLeavesNothing() throws Exception {
            repository.add("org.a:top:1.0");
            IllegalStateException mine = new IllegalStateException("mine");

            Throwable failure = catchThrowable(
                    () -> create(repository.options().packages("org.a:top:1.0").listener(event -> {
                        if (event instanceof EnvEvent.PackageProgress) {
                            throw mine;
                        }
                    })));

            assertThat(failure).isSameAs(mine);
            assertThat(place).isEmptyDirectory();
        }
    }

    @Test
    void withoutTheResolverOnTheClassPathTheErrorSaysWhatToAdd() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> !entry.contains("maven-"))
                                .collect(Collectors.joining(File.pathSeparator)),
                        JavaBuildMain.class.getName(),
                        place.resolve("plain").toString(),
                        place.resolve("with packages").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes());

        assertThat(java.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("made " + place.resolve("plain"))
                .contains("PackageException: Packages from Maven repositories need Maven Resolver")
                .contains("org.apache.maven.resolver:maven-resolver-supplier:1.9.24")
                .contains("org.apache.maven:maven-settings-builder:3.9.11");
        assertThat(place.resolve("with packages")).doesNotExist();
    }

    /** The rest of the request, then the end; or a reset, which is an end too. */
    private static boolean isClosed(Socket connection) {
        try {
            connection.getInputStream().readAllBytes();
            return true;
        } catch (IOException reset) {
            return true;
        }
    }

    private PackageException failure(JavaEnvOptions.Builder options) {
        PackageException failure = catchThrowableOfType(PackageException.class, () -> create(options));
        assertThat(failure).isNotNull();
        assertThat(place).isEmptyDirectory();
        return failure;
    }

    private JavaEnvironment create(JavaEnvOptions.Builder options) {
        return new JavaEnvBuilder(options.build()).create(place.resolve("env"));
    }
}
