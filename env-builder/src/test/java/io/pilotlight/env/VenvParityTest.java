package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is made here against what {@code python -m venv} makes, at the same path, with every Python of the machine: names,
 * types, modes, link targets and contents, warnings and failures.
 *
 * <p>These differences are meant:
 * <ul>
 *   <li>without strict parity there are a receipt and a script for nushell (which {@link Story#byUs} leaves out, then alone);
 *   <li>the contents of compiled modules, which hold the time of their source ({@link TreePicture} sees that they are there).
 * </ul>
 */
class VenvParityTest {
    /** What CPython's venv does not write, and we do unless parity is asked for: the receipt, and nushell's script. */
    private static final List<String> ADDED_BY_DEFAULT = List.of(Receipt.FILE, "bin/activate.nu");

    /** Java hands other characters to a child process only where the locale has them. */
    private static final String SNOWMAN = "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? "\u2603" : "";

    @TempDir
    private static Path folder;

    private static final ExecutorService PYTHONS = Executors.newFixedThreadPool(2);
    private static final Map<Story, Future<Ending>> ENDINGS = new LinkedHashMap<>();

    /** What happens in a folder, one thing after the other. */
    interface Event {
        void happen(Path env) throws IOException;
    }

    /** What was written in all calls, and what is there after them. */
    record Ending(List<String> said, Map<String, String> tree) {}

    /** A sequence of calls of venv for one folder, and of other things that happen to it in between. */
    record Story(int number, String title, boolean strict, List<Object> events) {
        Path env() {
            return folder.resolve("story " + number).resolve("an env");
        }

        Ending byPython() throws IOException, InterruptedException {
            Files.createDirectories(env().getParent());
            List<String> said = new ArrayList<>();
            for (Object event : events) {
                if (event instanceof Venv venv) {
                    said.addAll(venv.byPython(env()));
                } else if (event instanceof Event other) {
                    other.happen(env());
                }
            }
            Files.move(env().getParent(), folder.resolve("reference " + number));
            return new Ending(said, TreePicture.of(folder.resolve("reference " + number)));
        }

        Ending byUs() throws IOException {
            Files.createDirectories(env().getParent());
            List<String> said = new ArrayList<>();
            for (Object event : events) {
                if (event instanceof Venv venv) {
                    said.addAll(venv.byUs(env(), strict));
                } else if (event instanceof Event other) {
                    other.happen(env());
                }
            }
            Map<String, String> tree = TreePicture.of(env().getParent());
            if (!strict) {
                Path name = folder.relativize(env()).getFileName();
                ADDED_BY_DEFAULT.forEach(
                        added -> tree.remove(name.resolve(added).toString()));
            }
            return new Ending(said, tree);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** Collects stories for one Python. */
    private static final class Stories {
        private final List<Story> all;
        private final PythonInterpreter python;
        private final boolean strict;

        Stories(List<Story> all, PythonInterpreter python, boolean strict) {
            this.all = all;
            this.python = python;
            this.strict = strict;
        }

        void add(String title, Object... events) {
            String mode = strict ? " (strict) " : " ";
            all.add(new Story(all.size(), title + mode + python.executable(), strict, List.of(events)));
        }

        Venv venv(String... options) {
            return venvOf(python, options);
        }

        static Venv venvOf(PythonInterpreter python, String... options) {
            List<String> words = new ArrayList<>(List.of("--without-pip"));
            words.addAll(List.of(options));
            return new Venv(python, words);
        }

        void withPip() {
            add("new, with pip", new Venv(python, List.of()));
        }

        void withPipAndOptions() {
            Venv plain = new Venv(python, List.of());
            Event older = Stories::writeThesis;
            add("--copies, with pip", new Venv(python, List.of("--copies")));
            add("over itself, with pip", plain, older, new Venv(python, List.of("--system-site-packages")));
            add("--upgrade of one without pip", venv(), new Venv(python, List.of("--upgrade")));
        }

        /** What is new has the same contents whether strict or not. */
        void ofNewFolders() {
            add("new", venv());
            add("--copies", venv("--copies"));
            add("--symlinks", venv("--symlinks"));
            add("--system-site-packages", venv("--system-site-packages"));
            add("--prompt", venv("--prompt=it's \"x\" " + SNOWMAN));
            add("--prompt .", venv("--prompt=."));
            if (python.number().isAtLeast(3, 13)) {
                add("--without-scm-ignore-files", venv("--without-scm-ignore-files"));
            }
        }

        void ofFoldersThatAreThere() {
            Event changes = Stories::change;
            Event thesis = Stories::writeThesis;
            add("over an empty folder", (Event) Files::createDirectory, venv());
            add("over itself", venv(), changes, venv("--system-site-packages"));
            add("over other files", thesis, venv());
            add("--clear of other files", thesis, venv("--clear"));
            add("--clear of itself", venv(), changes, venv("--clear", "--copies"));
            add("--clear of nothing", venv("--clear"));
            add("--upgrade of nothing", venv("--upgrade"));
            add("--upgrade of itself", venv(), changes, venv("--upgrade", "--prompt=new"));
            add("--copies over --copies", venv("--copies"), venv("--copies"));
            add("--symlinks over --copies", venv("--copies"), venv("--symlinks"));
            add("--copies over --symlinks", venv(), venv("--copies"));
        }

        void ofThingsInTheWay() {
            add("a folder lib64", (Event) env -> Files.createDirectories(env.resolve("lib64")), venv());
            add("a link lib64 to nowhere", link("lib64", "nowhere"), venv());
            add("a link lib to a folder", link("lib", "."), venv());
            add("a link include to nowhere", link("include", "nowhere"), venv());
            add("a file bin", file("bin"), venv());
            add("a link python3 to nowhere", link("bin/python3", "nowhere"), venv());
            add("a folder pyvenv.cfg", (Event) env -> Files.createDirectories(env.resolve("pyvenv.cfg")), venv());
            add("fails over a file", file(""), venv());
            add("fails to clear a file", file(""), venv("--clear"));
            add("fails over a link", link("", "."), venv());
            add("a line break in the prompt", venv("--prompt=a\nb"));
            add("fails over a link to nowhere", link("", "nowhere"), venv());
        }

        void ofAnotherVersion(PythonInterpreter other) {
            add("over another version " + other.version(), venvOf(other), venv());
            add("--upgrade of another version " + other.version(), venvOf(other, "--copies"), venv("--upgrade"));
        }

        private static Event link(String name, String target) {
            return env -> {
                Path link = name.isEmpty() ? env : env.resolve(name);
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, Path.of(target));
            };
        }

        private static Event file(String name) {
            return env -> {
                Path file = name.isEmpty() ? env : env.resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, "mine");
            };
        }

        private static void writeThesis(Path env) throws IOException {
            Files.createDirectories(env.resolve("years/of"));
            Files.writeString(env.resolve("years/of/work.txt"), "thesis");
            Files.writeString(env.resolveSibling("outside.txt"), "kept");
            Files.createSymbolicLink(env.resolve("years/out"), env.getParent());
            Files.createSymbolicLink(env.resolve("outside"), env.resolveSibling("outside.txt"));
        }

        private static void change(Path env) throws IOException {
            Files.writeString(env.resolve("bin/activate"), "# changed");
            Files.writeString(env.resolve("bin/mine"), "kept");
            Files.deleteIfExists(env.resolve("bin/python"));
            Files.deleteIfExists(env.resolve("lib64"));
            Files.deleteIfExists(env.resolve("pyvenv.cfg"));
        }
    }

    static List<Story> stories() {
        List<Story> all = new ArrayList<>();
        List<PythonInterpreter> pythons = TestPythons.all();
        for (int i = 0; i < pythons.size(); i++) {
            PythonInterpreter python = pythons.get(i);
            PythonInterpreter other = pythons.get((i + 1) % pythons.size());
            new Stories(all, python, false).ofNewFolders();
            Stories strict = new Stories(all, python, true);
            strict.ofFoldersThatAreThere();
            if (other.number().minor() != python.number().minor()) {
                strict.ofAnotherVersion(other);
            }
            // the oldest, the newest, and the system's own
            if (i == 0 || i >= pythons.size() - 2) {
                strict.ofNewFolders();
                strict.ofThingsInTheWay();
            }
        }
        List<PythonInterpreter> withPip = pythons.stream()
                .filter(python -> TestPythons.hasPip(python)
                        || !python.facts().wheelFolder().isEmpty())
                .toList();
        for (PythonInterpreter python : withPip) {
            new Stories(all, python, python.equals(withPip.get(0))).withPip();
        }
        withPip.stream().skip(Math.max(0, withPip.size() - 1)).forEach(newest -> {
            new Stories(all, newest, true).withPipAndOptions();
        });
        return all;
    }

    @BeforeAll
    static void letPythonsRun() {
        for (Story story : stories()) {
            ENDINGS.put(story, PYTHONS.submit(story::byPython));
        }
    }

    @AfterAll
    static void end() {
        PYTHONS.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void endsAsWithVenv(Story story) throws Exception {
        Story started = ENDINGS.keySet().stream()
                .filter(it -> it.number == story.number)
                .findFirst()
                .orElseThrow();
        Ending expected = ENDINGS.get(started).get();

        Ending actual = started.byUs();

        assertThat(actual.said()).isEqualTo(expected.said());
        assertThat(actual.tree()).isEqualTo(expected.tree());
    }
}
