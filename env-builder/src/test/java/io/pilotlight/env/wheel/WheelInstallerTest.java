package io.pilotlight.env.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WheelInstallerTest {
    @TempDir
    private Path folder;

    private final Map<String, String> files = new TreeMap<>();
    private Path sitePackages;
    private Path bin;

    @BeforeEach
    void makeAnEnvironment() throws IOException {
        sitePackages = Files.createDirectories(folder.resolve("env/lib/python3/site-packages"));
        bin = Files.createDirectories(folder.resolve("env/bin"));
        files.put("thing/__init__.py", "x = 1\n");
        files.put("thing-1.dist-info/METADATA", "Name: thing\nVersion: 1\n");
        files.put("thing-1.dist-info/entry_points.txt", "[console_scripts]\nthing = thing.a:main.run [extra]\n");
    }

    @Test
    void writesFilesProgramsAndRecord() throws Exception {
        install("/env/bin/python");

        assertThat(sitePackages.resolve("thing/__init__.py")).hasContent("x = 1\n");
        assertThat(sitePackages.resolve("thing-1.dist-info/INSTALLER")).hasContent("pip\n");
        assertThat(bin.resolve("thing"))
                .isExecutable()
                .hasContent("#!/env/bin/python\nfrom thing.a import main\nmain.run()\n");
        assertThat(Files.readString(sitePackages.resolve("thing-1.dist-info/RECORD")))
                .isEqualTo("""
                        ../../../bin/thing,sha256=%s,54
                        thing-1.dist-info/INSTALLER,sha256=zuuue4knoyJ-UwPPXg8fezS7VCrXJQrAP7zeNuwvFQg,4
                        thing-1.dist-info/METADATA,sha256=META,23
                        thing-1.dist-info/RECORD,,
                        thing-1.dist-info/REQUESTED,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0
                        thing-1.dist-info/entry_points.txt,sha256=ENTRY,51
                        thing/__init__.py,sha256=INIT,6
                        thing/__pycache__/__init__.cpython-399.pyc,,
                        """.formatted(RecordRow.of("", Files.readAllBytes(bin.resolve("thing")))
                                .hash()
                                .substring("sha256=".length()))
                        .replace("sha256=META", hash("thing-1.dist-info/METADATA"))
                        .replace("sha256=INIT", hash("thing/__init__.py"))
                        .replace("sha256=ENTRY", hash("thing-1.dist-info/entry_points.txt"))
                        .replace("54", Long.toString(Files.size(bin.resolve("thing"))))
                        .replace("\n", "\r\n"));
    }

    @Test
    void goesThroughTheShellForALongPathOrOneWithSpaces() throws Exception {
        install("/a b/python");
        assertThat(bin.resolve("thing"))
                .content()
                .startsWith("#!/bin/sh\n'''exec' \"/a b/python\" \"$0\" \"$@\"\n' '''\n");

        install("/" + "x".repeat(200));
        assertThat(bin.resolve("thing")).content().startsWith("#!/bin/sh\n'''exec' /xxx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.py", "thing/../../evil.py", "/tmp/evil.py", "C:/evil.py", "a\\..\\evil.py", ".."})
    void refusesAFileThatWouldLandOutside(String name) {
        files.put(name, "evil");

        assertThatThrownBy(() -> install("/env/bin/python"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside of the environment");
        assertThat(sitePackages).isEmptyDirectory();
    }

    @Test
    void putsTheFilesOfEachSchemeInItsPlace() throws Exception {
        files.put("thing-1.data/scripts/tool", "#!python\nprint()\n");
        files.put("thing-1.data/scripts/other.sh", "#!/bin/sh\n");
        files.put("thing-1.data/scripts/thing", "replaced by the entry point");
        files.put("thing-1.data/purelib/pure.py", "pure");
        files.put("thing-1.data/platlib/plat.py", "plat");
        files.put("thing-1.data/data/share/thing.txt", "data");
        files.put("thing-1.data/headers/thing.h", "header");

        install("/env/bin/python");

        Path env = folder.resolve("env");
        assertThat(bin.resolve("tool")).hasContent("#!/env/bin/python\nprint()\n");
        assertThat(bin.resolve("other.sh")).hasContent("#!/bin/sh\n");
        assertThat(bin.resolve("thing")).content().contains("from thing.a import main");
        assertThat(sitePackages.resolve("pure.py")).hasContent("pure");
        assertThat(sitePackages.resolve("plat.py")).hasContent("plat");
        assertThat(env.resolve("share/thing.txt")).hasContent("data");
        assertThat(env.resolve("include/site/python3.99/thing/thing.h")).hasContent("header");
        assertThat(record())
                .contains(
                        RecordRow.of("../../../bin/tool", Files.readAllBytes(bin.resolve("tool"))),
                        RecordRow.of("../../../share/thing.txt", "data".getBytes(StandardCharsets.UTF_8)),
                        RecordRow.of("pure.py", "pure".getBytes(StandardCharsets.UTF_8)),
                        RecordRow.unhashed("__pycache__/pure.cpython-399.pyc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thing-1.data/scripts/../../../../evil",
                "thing-1.data/data/../../evil",
                "thing-1.data/data//etc/evil",
                "thing-1.data/nowhere/evil",
                "thing-1.data/evil"
            })
    void refusesAFileOfASchemeThatWouldLandOutside(String name) {
        files.put(name, "evil");

        assertThatThrownBy(() -> install("/env/bin/python")).isInstanceOf(IOException.class);
        assertThat(sitePackages).isEmptyDirectory();
        assertThat(bin).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil = thing.a:main", "evil = thing.a"})
    void refusesAnEntryPointThatLeadsOutOrCallsNothing(String line) {
        files.put("thing-1.dist-info/entry_points.txt", "[console_scripts]\n" + line + "\n");

        assertThatThrownBy(() -> install("/env/bin/python")).isInstanceOf(IOException.class);
        assertThat(sitePackages).isEmptyDirectory();
    }

    @Test
    void refusesAFileThatDoesNotFitItsHashOrHasNone() {
        files.put("thing-1.dist-info/RECORD", "thing/__init__.py,sha256=abc,6\n");

        assertThatThrownBy(() -> install("/env/bin/python")).hasMessageContaining("RECORD");
        assertThat(sitePackages).isEmptyDirectory();
    }

    @Test
    void namesProgramsOfPipByTheInterpreterAndMakesThoseForWindowsOfItsDesktopToo() throws Exception {
        files.put("thing-1.dist-info/entry_points.txt", """
                # a remark
                [console_scripts]
                pip = pip:main
                pip3.9 = pip:main
                easy_install-3.9 = easy:main
                easy_install = easy:main
                [gui_scripts]
                window = a:b
                [thing.plugins]
                none = a:b
                """);

        install("/env/bin/python");

        assertThat(bin).isDirectoryNotContaining("glob:**none");
        assertThat(bin.toFile().list())
                .containsExactlyInAnyOrder("pip", "pip3", "pip3.99", "easy_install", "easy_install-3.99", "window");
    }

    @Test
    void refusesAnArchiveThatIsNoWheel() {
        files.keySet().removeIf(name -> name.contains("dist-info"));

        assertThatThrownBy(() -> install("/env/bin/python")).hasMessageContaining("it is no wheel");
    }

    @Test
    void readsRowsThatAreQuoted() {
        RecordRow row = new RecordRow("a,\"b\".py", "sha256=x", "1");

        byte[] written = RecordRow.write(List.of(row));

        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("\"a,\"\"b\"\".py\",sha256=x,1\r\n");
        assertThat(RecordRow.parse(written)).containsExactly(row);
        RecordRow first = new RecordRow("\"a\".py", "", "");
        assertThat(RecordRow.parse(RecordRow.write(List.of(first)))).containsExactly(first);
    }

    @Test
    void relocationGivesAShorterPathItsPlainFirstLineBack() throws Exception {
        Path from = Files.createDirectories(folder.resolve("x".repeat(120)).resolve("bin"))
                .getParent();
        Path to = Path.of("/short");
        Path script = from.resolve("bin/tool");
        Files.createFile(from.resolve("bin/python"));
        Files.writeString(script, Shebang.of(from.resolve("bin/python").toString()) + "# in " + from + "\n");
        Path modules = Files.createDirectories(from.resolve("lib/site-packages/tool-1.dist-info"))
                .getParent();
        Files.writeString(modules.resolve("tool-1.dist-info/RECORD"), "../../bin/tool,sha256=old,1\r\n");

        new Relocation(from, to).rewrite(from.resolve("bin"), modules);

        assertThat(script).hasContent("#!/short/bin/python\n# in /short\n");
        assertThat(RecordRow.parse(Files.readAllBytes(modules.resolve("tool-1.dist-info/RECORD"))))
                .containsExactly(RecordRow.of("../../bin/tool", Files.readAllBytes(script)));
    }

    private String hash(String name) {
        return RecordRow.of(name, files.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8))
                .hash();
    }

    private List<RecordRow> record() throws IOException {
        return RecordRow.parse(Files.readAllBytes(sitePackages.resolve("thing-1.dist-info/RECORD")));
    }

    private void install(String interpreter) throws IOException {
        Path wheel = folder.resolve("thing-1-py3-none-any.whl");
        StringBuilder rows = new StringBuilder("thing-1.dist-info/RECORD,,\n");
        files.forEach((name, content) -> {
            RecordRow row = RecordRow.of(name, content.getBytes(StandardCharsets.UTF_8));
            rows.append(name + "," + row.hash() + "," + row.size() + "\n");
        });
        if (files.keySet().stream().anyMatch(name -> name.contains("dist-info"))) {
            files.putIfAbsent("thing-1.dist-info/RECORD", rows.toString());
        }
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        WheelInstaller.Target target =
                new WheelInstaller.Target(folder.resolve("env"), sitePackages, bin, interpreter, "cpython-399", "3.99");
        new WheelInstaller(target, ScriptTemplate.of("from %(module)s import %(import_name)s\n%(func)s()\n"))
                .install(wheel);
    }
}
