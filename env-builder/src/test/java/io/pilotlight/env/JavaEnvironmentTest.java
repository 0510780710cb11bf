package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a Java environment once it is there. */
class JavaEnvironmentTest {
    @TempDir
    private Path folder;

    private JavaEnvironment env;

    @BeforeEach
    void makeEnvironment() throws Exception {
        TestRepository repository = TestRepository.in(folder.resolve("maven"));
        repository.addClass("org.a:hello:1.0", "Hello", "first", "org.a:more:1.0");
        repository.addClass("org.a:more:1.0", "More", "second");
        env = new JavaEnvBuilder(
                        repository.options().packages("org.a:hello:1.0").build())
                .create(folder.resolve("env"));
    }

    @Test
    void itsClassLoaderSeesItsJarsAndJavaAlone() throws Exception {
        try (URLClassLoader loader = env.classLoader()) {
            assertThat(answer(loader, "Hello")).isEqualTo("first");
            assertThat(answer(loader, "More")).isEqualTo("second");
            assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
            assertThatThrownBy(() -> loader.loadClass(JavaEnvironment.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void twoOfItsClassLoadersShareNothing() throws Exception {
        try (URLClassLoader one = env.classLoader();
                URLClassLoader other = env.classLoader(getClass().getClassLoader())) {
            assertThat(one.loadClass("Hello")).isNotSameAs(other.loadClass("Hello"));
            assertThat(other.loadClass(JavaEnvironment.class.getName())).isSameAs(JavaEnvironment.class);
        }
    }

    @Test
    void itsClassLoaderWorksOnAfterTheEnvironmentIsRemovedAndEndsWhenItIsClosed() throws Exception {
        URLClassLoader loader = env.classLoader();
        env.remove();
        assertThat(env.directory()).doesNotExist();

        assertThat(answer(loader, "More")).isEqualTo("second");
        loader.close();

        assertThatThrownBy(() -> loader.loadClass("Hello")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    @Timeout(60)
    void itsClassLoaderIsCollectedWhenItIsForgotten() throws Exception {
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        WeakReference<ClassLoader> reference = forgotten(collected);

        while (collected.remove(20) == null) {
            System.gc();
        }

        assertThat(reference.get()).isNull();
    }

    @Test
    void saysThatAJarIsMissing() throws Exception {
        Files.delete(env.classPath().get(1));

        assertThatThrownBy(env::classLoader)
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("more-1.0.jar is missing");
    }

    @Test
    void runsTheDevelopmentKitsProgramsToo() throws Exception {
        Path source = Files.writeString(
                folder.resolve("Caller.java"),
                "class Caller { public static void main(String[] a) { System.out.println(Hello.answer()); } }");

        Shell.Result compiled = Shell.run(env.process(List.of("javac", source.toString())));
        Shell.Result ran = Shell.run(env.process(List.of("java", "Caller")).directory(folder.toFile()));

        assertThat(compiled).isEqualTo(new Shell.Result(0, ""));
        assertThat(ran).isEqualTo(new Shell.Result(0, "first\n"));
    }

    @Test
    void worksAfterItIsActivatedInAShell() throws Exception {
        Shell.Result result = Shell.run(
                "sh",
                "-euc",
                ". \"$1/bin/activate\" && java Hello && command -v javac && echo \"$JAVA_HOME\""
                        + " && deactivate_java && echo \"${CLASSPATH-none}\"",
                "sh",
                env.directory().toString());

        assertThat(result)
                .isEqualTo(new Shell.Result(
                        0,
                        "first\n" + env.directory().resolve("bin/javac") + "\n" + env.home() + "\n"
                                + System.getenv().getOrDefault("CLASSPATH", "none") + "\n"));
    }

    @Test
    void isOneEnvironmentAmongOthers() throws Exception {
        assertThat(VirtualEnvironment.open(env.directory())).hasToString(env.toString());
        Files.delete(env.directory().resolve("bin/java"));
        assertThat(VirtualEnvironment.openAsIs(env.directory()).packages()).hasSize(2);
        Files.delete(env.directory().resolve("javaenv.cfg"));
        assertThat(VirtualEnvironment.openAsIs(env.directory()).version()).isEmpty();
    }

    @Test
    void opensAsItWasMade() {
        JavaEnvironment opened = JavaEnvironment.open(folder.resolve("env"));

        assertThat(opened.packages()).isEqualTo(env.packages()).hasSize(2);
        assertThat(opened.classPath()).isEqualTo(env.classPath());
        assertThat(opened.home()).isEqualTo(env.home());
        assertThat(opened.variables())
                .containsEntry("JAVA_VIRTUAL_ENV", env.directory().toString())
                .containsEntry("JAVA_HOME", env.home().toString());
    }

    @Test
    void doesNotOpenWhatIsNone() throws Exception {
        assertThatThrownBy(() -> JavaEnvironment.open(folder))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("is no Java environment");
        Files.delete(env.directory().resolve("bin/java"));
        assertThatThrownBy(() -> JavaEnvironment.open(env.directory()))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("whose Java is gone");
    }

    @Test
    void isOnlyJavasBusiness() {
        assertThatThrownBy(() -> new NodeEnvBuilder().create(env.directory())).isInstanceOf(EnvironmentException.class);
        assertThat(env.classPath()).allMatch(Files::exists);
    }

    @Test
    void isWholeWhenItWasMade() {
        assertThat(env.check(CheckDepth.FULL)).isEmpty();
        assertThat(env.repair()).isEmpty();
    }

    @Test
    void isMendedWhereItIsDamaged() throws Exception {
        Path hello = env.classPath().get(0);
        Path more = env.classPath().get(1);
        Files.delete(hello);
        // the local repository's file too, as it is the same one
        Files.writeString(more, "damaged");
        Files.delete(env.directory().resolve("bin/java"));
        Files.delete(env.directory().resolve("bin/activate"));
        Files.delete(env.directory().resolve("lib/classpath.args"));
        Files.writeString(
                env.directory().resolve("javaenv.cfg"),
                "home = " + env.home() + "\n"
                        + Files.readString(env.directory().resolve("javaenv.cfg"))
                                .replaceAll("(?m)^(home|version) = .*\n", ""));

        assertThat(env.check(CheckDepth.FULL))
                .extracting(Problem::kind)
                .containsExactly(
                        Problem.Kind.CONFIGURATION,
                        Problem.Kind.INTERPRETER,
                        Problem.Kind.ACTIVATION,
                        Problem.Kind.CONFIGURATION,
                        Problem.Kind.PACKAGE,
                        Problem.Kind.FILE);
        assertThat(env.check(CheckDepth.FILES)).extracting(Problem::kind).doesNotContain(Problem.Kind.FILE);
        assertThat(env.repair()).isEmpty();
        assertThat(Shell.run(env.process(List.of("java", "More")))).isEqualTo(new Shell.Result(0, "second\n"));
        assertThat(JavaEnvironment.open(env.directory()).version()).isEqualTo(env.version());
    }

    @Test
    void worksAgainAfterItWasMovedAndRepaired() throws Exception {
        Path moved = Files.move(env.directory(), folder.resolve("moved away"));

        VirtualEnvironment there = VirtualEnvironment.openAsIs(moved);

        assertThat(there.check(CheckDepth.QUICK))
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.ACTIVATION, Problem.Kind.CONFIGURATION);
        assertThat(there.repair()).isEmpty();
        assertThat(Shell.run("sh", "-c", ". \"$1/bin/activate\" && java Hello", "sh", moved.toString()))
                .isEqualTo(new Shell.Result(0, "first\n"));
    }

    @Test
    void saysWhatCannotBeMended() throws Exception {
        Path own = TestRepository.jar(folder.resolve("own.jar"), TestRepository.compiled("Own", "mine"));
        JavaEnvironment other =
                new JavaEnvBuilder(JavaEnvBuilder.options().jars(own).build()).create(folder.resolve("other"));
        Files.delete(other.classPath().get(0));

        assertThat(other.repair())
                .extracting(Problem::kind, Problem::path)
                .containsExactly(tuple(Problem.Kind.PACKAGE, other.classPath().get(0)));
        Files.delete(other.directory().resolve("javaenv.lock"));
        assertThat(other.check(CheckDepth.QUICK)).extracting(Problem::kind).containsExactly(Problem.Kind.METADATA);
    }

    private WeakReference<ClassLoader> forgotten(ReferenceQueue<ClassLoader> queue) throws Exception {
        try (URLClassLoader loader = env.classLoader()) {
            assertThat(answer(loader, "Hello")).isEqualTo("first");
            return new WeakReference<>(loader, queue);
        }
    }

    private static Object answer(ClassLoader loader, String name) throws Exception {
        return loader.loadClass(name).getMethod("answer").invoke(null);
    }
}
