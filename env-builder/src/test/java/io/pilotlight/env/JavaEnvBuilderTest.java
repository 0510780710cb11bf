package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.Language;
import io.pilotlight.env.EnvEvent.PackageProgress;
import io.pilotlight.env.EnvEvent.Phase;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java environments whose packages come from a repository that the test makes. */
class JavaEnvBuilderTest {
    private static final Path RUNNING = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private final EventLog events = new EventLog();
    private TestRepository repository;
    private Path env;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = TestRepository.in(folder.resolve("maven"));
        env = folder.resolve("a java env");
    }

    @Nested
    class WhatIsMade {
        @Test
        void isAJavaWithItsProgramsAndNoJars() throws Exception {
            JavaEnvironment made = new JavaEnvBuilder().create(env);

            assertThat(made.language()).isEqualTo(Language.JAVA);
            assertThat(made.version()).isEqualTo(System.getProperty("java.version"));
            assertThat(made.home()).isEqualTo(RUNNING);
            assertThat(made.packages()).isEmpty();
            assertThat(made.classPath()).isEmpty();
            assertThat(made.variables()).containsEntry("CLASSPATH", ".");
            assertThat(env.resolve("bin/javac").toRealPath())
                    .isEqualTo(RUNNING.resolve("bin/javac").toRealPath());
            assertThat(env.resolve(".gitignore")).hasContent("# Created by Pilotlight\n*");
            Shell.Result version = Shell.run(made.process(List.of("java", "-XshowSettings:properties", "-version")));
            assertThat(version.output()).contains("java.home = " + RUNNING);
        }

        @Test
        void hasThePackagesWithAllThatTheyNeedInClassPathOrder() throws Exception {
            repository.add("org.a:top:1.0", "org.a:middle:1.1", "org.b:other:2.0");
            repository.add("org.a:middle:1.1", "org.b:bottom:3.0");
            repository.add("org.b:bottom:3.0");
            repository.add("org.b:other:2.0");

            JavaEnvironment made = create(repository.options().packages("org.a:top:1.0"));

            assertThat(made.packages())
                    .containsExactly(
                            new InstalledPackage("org.a:top", "1.0"),
                            new InstalledPackage("org.a:middle", "1.1"),
                            new InstalledPackage("org.b:bottom", "3.0"),
                            new InstalledPackage("org.b:other", "2.0"));
            assertThat(made.classPath())
                    .extracting(jar -> env.resolve("lib").relativize(jar).toString())
                    .containsExactly("top-1.0.jar", "middle-1.1.jar", "bottom-3.0.jar", "other-2.0.jar");
            Path cached = repository.local().resolve("org/a/top/1.0/top-1.0.jar");
            assertThat(Files.getAttribute(env.resolve("lib/top-1.0.jar"), "unix:ino"))
                    .isEqualTo(Files.getAttribute(cached, "unix:ino"));
            assertThat(events.of(PackageProgress.class))
                    .contains(
                            new PackageProgress(Phase.INSTALLING, "org.a:top:jar:1.0", "", 1, OptionalInt.empty()),
                            new PackageProgress(Phase.INSTALLED, "packages", "", 4, OptionalInt.of(4)))
                    .anyMatch(event ->
                            event.phase() == Phase.COLLECTING && event.name().equals("org.a:middle:1.1"))
                    .anyMatch(event -> event.phase() == Phase.DOWNLOADING
                            && event.name().equals("bottom-3.0.jar")
                            && event.size().endsWith(" bytes"));
        }

        @Test
        void runsProgramsThatFindTheClassPathByThemselves() throws Exception {
            repository.addClass("org.a:hello:1.0", "Hello", "from the package");

            JavaEnvironment made = create(repository.options().packages("org.a:hello:1.0"));

            assertThat(Shell.run(made.process(List.of("java", "Hello")))).isEqualTo(said("from the package"));
            assertThat(Shell.run(new ProcessBuilder(
                            made.interpreter().toString(), "@" + env.resolve("lib/classpath.args"), "Hello")))
                    .isEqualTo(said("from the package"));
        }

        @Test
        void findsTheClassesOfTheCurrentFolderBehindThoseOfThePackages() throws Exception {
            repository.addClass("org.a:hello:1.0", "Hello", "from the package");
            JavaEnvironment made = create(repository.options().packages("org.a:hello:1.0"));
            Path current = Files.createDirectory(folder.resolve("current"));
            Files.write(
                    current.resolve("Hello.class"),
                    TestRepository.compiled("Hello", "hidden").get("Hello.class"));
            Files.write(
                    current.resolve("Own.class"),
                    TestRepository.compiled("Own", "my own").get("Own.class"));

            assertThat(Shell.run(made.process(List.of("java", "Hello")).directory(current.toFile())))
                    .isEqualTo(said("from the package"));
            assertThat(Shell.run(made.process(List.of("java", "Own")).directory(current.toFile())))
                    .isEqualTo(said("my own"));
        }

        @Test
        void takesJarsByTheirPathsBehindThePackages() throws Exception {
            repository.add("org.a:top:1.0");
            Path own = TestRepository.jar(
                    folder.resolve("build/top-1.0.jar"), TestRepository.compiled("Own", "by its path"));

            JavaEnvironment made =
                    create(repository.options().packages("org.a:top:1.0").jars(own));

            assertThat(made.classPath())
                    .containsExactly(env.resolve("lib/top-1.0.jar"), env.resolve("lib/2-top-1.0.jar"));
            assertThat(Shell.run(made.process(List.of("java", "Own")))).isEqualTo(said("by its path"));
            assertThat(made.packages()).hasSize(1);
        }

        @Test
        void keepsFilesOfOneNameApart() throws Exception {
            repository.add("org.a:same:1.0");
            repository.add("org.b:same:1.0");

            JavaEnvironment made = create(repository.options().packages("org.a:same:1.0", "org.b:same:1.0"));

            assertThat(made.classPath())
                    .containsExactly(env.resolve("lib/same-1.0.jar"), env.resolve("lib/org.b.same-1.0.jar"));
        }

        @Test
        void copiesWhereLinksAreNotWanted() throws Exception {
            repository.addClass("org.a:hello:1.0", "Hello", "copied");

            JavaEnvironment made =
                    create(repository.options().packages("org.a:hello:1.0").symlinks(false));

            assertThat(env.resolve("bin/java")).isRegularFile();
            assertThat(Files.isSymbolicLink(env.resolve("bin/java"))).isFalse();
            assertThat(Files.getAttribute(made.classPath().get(0), "unix:nlink"))
                    .isEqualTo(1);
            assertThat(Shell.run(made.process(List.of("java", "Hello")))).isEqualTo(said("copied"));
        }

        @Test
        void runsTheHooksOfASubclassInOrder() {
            List<String> steps = new ArrayList<>();
            JavaEnvBuilder builder = new JavaEnvBuilder() {
                @Override
                protected void setupScripts(JavaEnvContext context) {
                    steps.add("scripts for " + context.later(context.envExe()));
                }

                @Override
                protected void postSetup(JavaEnvContext context) {
                    steps.add(context.prompt() + " has " + context.classPath());
                }
            };

            builder.create(env);

            assertThat(steps).containsExactly("scripts for " + env.resolve("bin/java"), "a java env has []");
        }
    }

    @Nested
    class WhichVersions {
        @Test
        void areThoseThatAListOfManagedVersionsNames() throws Exception {
            repository.pom(
                    "org.a:bom:1.0",
                    "<packaging>pom</packaging><dependencyManagement>"
                            + TestRepository.dependencies("org.a:top:1.0", "org.a:low:2.0")
                            + "</dependencyManagement>");
            repository.add("org.a:top:1.0", "org.a:low:1.0");
            repository.add("org.a:low:1.0");
            repository.add("org.a:low:2.0");

            JavaEnvironment made =
                    create(repository.options().managed("org.a:bom:1.0").packages("org.a:top"));

            assertThat(made.packages())
                    .containsExactly(
                            new InstalledPackage("org.a:top", "1.0"), new InstalledPackage("org.a:low", "2.0"));
        }

        @Test
        void needToBeNamedSomewhere() {
            assertThatThrownBy(() -> create(repository.options().packages("org.a:top")))
                    .isInstanceOf(PackageException.class)
                    .hasMessageContaining("No version of org.a:top:jar is named")
                    .hasMessageContaining("org.a:top:VERSION");
        }

        @Test
        void leaveOutWhatIsExcluded() throws Exception {
            repository.add("org.a:top:1.0", "org.b:left:1.0", "org.c:right:1.0");
            repository.add("org.b:left:1.0");
            repository.add("org.c:right:1.0");

            JavaEnvironment made =
                    create(repository.options().packages("org.a:top:1.0").exclusions("org.b:*"));

            assertThat(made.packages()).extracting(InstalledPackage::name).containsExactly("org.a:top", "org.c:right");
        }

        @Test
        void ofARangeAreTheNewestAndStayUntilAnUpgrade() throws Exception {
            repository.add("org.a:top:1.1");
            repository.add("org.a:top:2.0");
            repository.versions("org.a", "top", "1.1", "2.0");
            JavaEnvOptions.Builder options = repository.options().packages("org.a:top:[1.0,2.0)");
            assertThat(create(options).packages()).containsExactly(new InstalledPackage("org.a:top", "1.1"));
            repository.add("org.a:top:1.2");
            repository.versions("org.a", "top", "1.1", "1.2", "2.0");

            assertThat(create(options).packages()).containsExactly(new InstalledPackage("org.a:top", "1.1"));
            assertThat(create(options.upgrade(true)).packages())
                    .containsExactly(new InstalledPackage("org.a:top", "1.2"));
        }
    }

    @Nested
    class WhenItIsThereAlready {
        @Test
        void itIsKeptWithoutAskingAnyRepository() throws Exception {
            repository.add("org.a:top:1.0");
            JavaEnvOptions.Builder options = repository.options().packages("org.a:top:1.0");
            create(options);
            repository.settings("file:///nowhere", "");

            create(options);

            assertThat(events.all()).endsWith(new EnvEvent.Created(env), new EnvEvent.UpToDate(env));
        }

        @Test
        void itIsMadeAnewOfOtherThings() throws Exception {
            repository.add("org.a:top:1.0");
            repository.add("org.a:top:2.0");
            create(repository.options().packages("org.a:top:1.0"));

            JavaEnvironment made = create(repository.options().packages("org.a:top:2.0"));

            assertThat(made.classPath()).containsExactly(env.resolve("lib/top-2.0.jar"));
            assertThat(env.resolve("lib/top-1.0.jar")).doesNotExist();
        }

        @Test
        void itIsMadeAnewWhenAJarOfItIsGone() throws Exception {
            repository.add("org.a:top:1.0");
            JavaEnvOptions.Builder options = repository.options().packages("org.a:top:1.0");
            Files.delete(create(options).classPath().get(0));

            assertThat(create(options).classPath().get(0)).exists();
        }

        @Test
        void itIsMadeAnewWhenAJarThatWasNamedByItsPathChanges() throws Exception {
            Path jar = TestRepository.jar(folder.resolve("own.jar"), TestRepository.compiled("Own", "first"));
            JavaEnvOptions.Builder options = repository.options().jars(jar);
            create(options);
            TestRepository.jar(jar, TestRepository.compiled("Own", "then another"));

            assertThat(Shell.run(create(options).process(List.of("java", "Own"))))
                    .isEqualTo(said("then another"));
        }

        @Test
        void aFailureKeepsTheOldOne() throws Exception {
            repository.add("org.a:top:1.0");
            create(repository.options().packages("org.a:top:1.0"));

            assertThatThrownBy(() -> create(repository.options().packages("org.a:top:9")))
                    .isInstanceOf(PackageException.class);

            assertThat(JavaEnvironment.open(env).packages()).hasSize(1);
        }

        @Test
        void ofManyMakersOneBuildsAndAllSucceed() throws Exception {
            repository.add("org.a:top:1.0");
            JavaEnvOptions.Builder options = repository.options().packages("org.a:top:1.0");
            CyclicBarrier start = new CyclicBarrier(4);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<JavaEnvironment>> made = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    made.add(threads.submit(() -> {
                        start.await();
                        return create(options);
                    }));
                }
                for (Future<JavaEnvironment> each : made) {
                    assertThat(each.get().packages()).hasSize(1);
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(events.of(EnvEvent.Created.class)).hasSize(1);
            assertThat(folder).isDirectoryNotContaining("glob:**.pilotlight*");
        }
    }

    @Nested
    class WithALock {
        private final JavaEnvOptions.Builder range = JavaEnvBuilder.options().packages("org.a:top:[1.0,2.0)");
        private Path lock;

        @BeforeEach
        void makeLock() throws Exception {
            lock = folder.resolve("java.lock");
            repository.add("org.a:top:1.1", "org.b:low:1.0");
            repository.add("org.b:low:1.0");
            repository.versions("org.a", "top", "1.1");
            range.maven(repository.maven().build()).lock(lock);
            create(range);
            repository.add("org.a:top:1.2");
            repository.versions("org.a", "top", "1.1", "1.2");
        }

        @Test
        void exactlyWhatItSaysIsTakenFromThenOn() throws Exception {
            env = folder.resolve("second");

            JavaEnvironment made = create(range.upgrade(false));

            assertThat(lock).content().contains("jar = org.a:top:jar:1.1 sha256:", "jar = org.b:low:jar:1.0 sha256:");
            assertThat(made.packages()).extracting(InstalledPackage::version).containsExactly("1.1", "1.0");
        }

        @Test
        void itIsWrittenAnewByAnUpgradeAndThenTheEnvironmentOfAnother() throws Exception {
            Path first = env;
            env = folder.resolve("second");
            create(range.upgrade(true));
            assertThat(lock).content().contains("org.a:top:jar:1.2").doesNotContain("org.b");

            env = first;
            JavaEnvironment made = create(range.upgrade(false).locked(true));

            assertThat(made.packages()).containsExactly(new InstalledPackage("org.a:top", "1.2"));
        }

        @Test
        void aPackageThatIsNotWhatItSaysIsRefused() throws Exception {
            Files.writeString(lock, Files.readString(lock).replaceFirst("sha256:[0-9a-f]{8}", "sha256:00000000"));

            assertThatThrownBy(() -> create(range))
                    .isInstanceOf(PackageException.class)
                    .hasMessageContaining("but the lock says 00000000")
                    .hasMessageContaining(repository.local().toString());
        }

        @Test
        void thatDoesNotFitIsWrittenAnewOrRefused() throws Exception {
            repository.add("org.a:more:1.0");
            range.packages("org.a:more:1.0");
            assertThatThrownBy(() -> create(range.locked(true)))
                    .isInstanceOf(PackageException.class)
                    .hasMessageContaining("was made for other packages")
                    .hasMessageContaining("without locked(true)");

            create(range.locked(false));

            assertThat(lock).content().contains("org.a:more:jar:1.0", "org.a:top:jar:1.1");
        }

        @Test
        void thatIsMissingIsWrittenFromTheEnvironmentOrRefused() throws Exception {
            String text = Files.readString(lock);
            Files.delete(lock);
            assertThatThrownBy(() -> create(range.locked(true)))
                    .isInstanceOf(PackageException.class)
                    .hasMessageContaining("There is no lock at " + lock);

            create(range.locked(false));

            assertThat(lock).hasContent(text);
            assertThat(events.all()).endsWith(new EnvEvent.UpToDate(env));
        }

        @Test
        void thatIsNoneIsRefusedWhateverItSays() throws Exception {
            for (String bad : List.of("", "jar = ../../x", "format = 2\ninputs = 0\n")) {
                Files.writeString(lock, bad);
                assertThatThrownBy(() -> create(range))
                        .isInstanceOf(PackageException.class)
                        .hasMessageContaining("The lock " + lock + " cannot be read");
            }
            create(range.upgrade(true));
            String good = Files.readString(lock);
            Files.writeString(lock, good.replace("org.a:top:jar:1.2", "org.a:../../top:jar:1.2"));
            assertThatThrownBy(() -> create(range.upgrade(false)))
                    .isInstanceOf(PackageException.class)
                    .hasMessageContaining("'../../top' cannot be the artifact");
        }

        @Test
        void isNotTouchedByAFailure() throws Exception {
            String text = Files.readString(lock);

            assertThatThrownBy(() -> create(range.packages("org.a:none:1.0"))).isInstanceOf(PackageException.class);

            assertThat(lock).hasContent(text);
        }
    }

    @Nested
    class Refusals {
        @Test
        void nameTheOptionThatIsWrong() {
            for (String bad : List.of(
                    "top",
                    "../..:top:1.0",
                    "org.a:..:1.0",
                    "org.a:top:../1.0",
                    "org.a:top:..",
                    "org.a:top:",
                    "org..a:top:1.0",
                    "org.a:to/p:1.0",
                    "org.a:top:jar:a:b:1.0",
                    "org.a:top:1.0\n")) {
                assertThatThrownBy(() -> JavaEnvBuilder.options().packages(bad))
                        .as(bad)
                        .isInstanceOf(OptionException.class)
                        .hasMessageContaining("'" + bad + "' is no package")
                        .hasMessageContaining("org.slf4j:slf4j-api:2.0.17");
            }
            assertThatThrownBy(() -> JavaEnvBuilder.options().managed("org.a:bom"))
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining("has no version");
            assertThatThrownBy(() -> JavaEnvBuilder.options().exclusions("org.a"))
                    .isInstanceOf(OptionException.class);
            assertThatThrownBy(() -> JavaEnvBuilder.options().jars(Path.of("a" + File.pathSeparator + "b.jar")))
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining("rename it");
            assertThatThrownBy(() -> JavaEnvBuilder.options().prompt("a\nb")).isInstanceOf(OptionException.class);
            assertThatThrownBy(() -> JavaEnvBuilder.options().locked(true).build())
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining("needs a lock");
            assertThatThrownBy(() -> JavaEnvBuilder.options()
                            .lock(folder.resolve("lock"))
                            .locked(true)
                            .upgrade(true)
                            .build())
                    .isInstanceOf(OptionException.class);
        }

        @Test
        void nameAJarThatIsNotThere() {
            Path jar = folder.resolve("none.jar");

            assertThatThrownBy(() -> create(repository.options().jars(jar)))
                    .isInstanceOf(PackageException.class)
                    .hasMessageContaining("There is no jar at " + jar);
        }

        @Test
        void leaveAFolderThatIsNoEnvironmentAlone() throws Exception {
            Files.createDirectories(env);
            Files.writeString(env.resolve("mine.txt"), "mine");

            assertThatThrownBy(() -> create(repository.options().clear(true)))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("holds no Java environment");
            assertThat(env.resolve("mine.txt")).hasContent("mine");
        }

        @Test
        void sayThatAFolderCannotBeWritten() throws Exception {
            Path closed = Files.createDirectory(
                    folder.resolve("closed"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
            Assumptions.assumeFalse(Files.isWritable(closed), "root may write anywhere");

            assertThatThrownBy(() -> new JavaEnvBuilder().create(closed.resolve("env")))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("permission denied");
        }

        @Test
        void sayThatAFileIsInTheWay() throws Exception {
            Files.writeString(env, "a file");

            assertThatThrownBy(() -> new JavaEnvBuilder().create(env))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("a file or a link is in the way");
        }
    }

    private JavaEnvironment create(JavaEnvOptions.Builder options) {
        return new JavaEnvBuilder(options.listener(events).build()).create(env);
    }

    private static Shell.Result said(String line) {
        return new Shell.Result(0, line + "\n");
    }
}
