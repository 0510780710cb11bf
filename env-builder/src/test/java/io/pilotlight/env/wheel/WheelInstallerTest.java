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
        files.put("thing-1.dist-info/RECORD", "thing/__init__.py,sha256=abc,6\r\nthing-1.dist-info/RECORD,,\r\n");
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
                        thing-1.dist-info/RECORD,,
                        thing-1.dist-info/REQUESTED,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0
                        thing/__init__.py,sha256=abc,6
                        thing/__pycache__/__init__.cpython-399.pyc,,
                        """.formatted(RecordRow.of("", Files.readAllBytes(bin.resolve("thing")))
                                .hash()
                                .substring("sha256=".length()))
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
    void refusesWhatOnlyPipCanInstall() {
        files.put("thing-1.data/scripts/thing", "x");

        assertThatThrownBy(() -> install("/env/bin/python")).hasMessageContaining("only pip can install");
        assertThat(sitePackages).isEmptyDirectory();
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

    private void install(String interpreter) throws IOException {
        Path wheel = folder.resolve("thing-1-py3-none-any.whl");
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        new WheelInstaller(new WheelInstaller.Target(sitePackages, bin, interpreter, "cpython-399"))
                .install(
                        wheel,
                        List.of(new WheelInstaller.Script("thing", "thing.a", "main.run")),
                        "from %(module)s import %(import_name)s\n%(func)s()\n");
    }
}
