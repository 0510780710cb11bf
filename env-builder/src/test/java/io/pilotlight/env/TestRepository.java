package io.pilotlight.env;

import io.pilotlight.env.jar.Coordinates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * A remote Maven repository in a folder, the only one that its settings.xml allows, and an empty local one.
 *
 * @param folder where all of it is
 */
record TestRepository(Path folder) {

    static TestRepository in(Path folder) throws IOException {
        TestRepository made = new TestRepository(folder);
        Files.createDirectories(made.remote());
        made.settings(made.remote().toUri().toString(), "");
        return made;
    }

    Path remote() {
        return folder.resolve("remote");
    }

    Path local() {
        return folder.resolve("local");
    }

    Path settingsFile() {
        return folder.resolve("settings.xml");
    }

    /** Writes the settings: every repository is the one at the address. */
    void settings(String url, String more) throws IOException {
        Files.writeString(
                settingsFile(),
                "<settings>%s<mirrors><mirror><id>test</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>"
                        .formatted(more, url));
    }

    MavenOptions.Builder maven() {
        return MavenOptions.builder().settings(settingsFile()).localRepository(local());
    }

    /** Begins to collect options of an environment whose packages come from here. */
    JavaEnvOptions.Builder options() {
        return JavaEnvBuilder.options().maven(maven().build());
    }

    /** Puts a package in whose jar has one resource, which is named like the artifact and has the version in it. */
    Path add(String coordinates, String... dependencies) throws IOException {
        return addJar(coordinates, dependencies, Map.of());
    }

    /** Puts a package in whose jar has a class of one static method {@code answer}, and a {@code main} that prints it. */
    Path addClass(String coordinates, String name, String answer, String... dependencies) throws IOException {
        return addJar(coordinates, dependencies, compiled(name, answer));
    }

    /** Puts a POM in, of whatever content. */
    Path pom(String coordinates, String content) throws IOException {
        Coordinates it = Coordinates.parse(coordinates);
        String text =
                "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</project>"
                        .formatted(it.group(), it.artifact(), it.version(), content);
        return file(it, "pom", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says which versions of a package there are, as ranges need it. */
    void versions(String group, String artifact, String... versions) throws IOException {
        String text =
                "<metadata><groupId>%s</groupId><artifactId>%s</artifactId><versioning><versions>%s</versions></versioning></metadata>"
                        .formatted(
                                group,
                                artifact,
                                Stream.of(versions)
                                        .map(it -> "<version>" + it + "</version>")
                                        .collect(Collectors.joining()));
        Path file = remote().resolve(group.replace('.', '/')).resolve(artifact).resolve("maven-metadata.xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        checksum(file);
    }

    static String dependencies(String... coordinates) {
        return Stream.of(coordinates)
                .map(Coordinates::parse)
                .map(it ->
                        "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                                .formatted(it.group(), it.artifact(), it.version()))
                .collect(Collectors.joining("", "<dependencies>", "</dependencies>"));
    }

    static void checksum(Path file) throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
            Files.writeString(checksumFile(file), HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static Path checksumFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha1");
    }

    static Path jar(Path file, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return file;
    }

    static Map<String, byte[]> compiled(String name, String answer) throws IOException {
        Path folder = Files.createTempDirectory("pilotlight-test");
        Path source = folder.resolve(name + ".java");
        Files.writeString(
                source,
                "public class %s { public static String answer() { return \"%s\"; } public static void main(String[] a) { System.out.println(answer()); } }"
                        .formatted(name, answer));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "11", "-d", folder.toString(), source.toString());
        if (code != 0) {
            throw new AssertionError("the class of the test cannot be compiled");
        }
        byte[] bytes = Files.readAllBytes(folder.resolve(name + ".class"));
        for (Path file : List.of(source, folder.resolve(name + ".class"), folder)) {
            Files.delete(file);
        }
        return Map.of(name + ".class", bytes);
    }

    private Path addJar(String coordinates, String[] dependencies, Map<String, byte[]> entries) throws IOException {
        Coordinates it = Coordinates.parse(coordinates);
        pom(coordinates, dependencies(dependencies));
        Path scratch = folder.resolve("scratch.jar");
        jar(
                scratch,
                entries.isEmpty() ? Map.of(it.artifact(), it.version().getBytes(StandardCharsets.UTF_8)) : entries);
        return file(it, "jar", Files.readAllBytes(scratch));
    }

    private Path file(Coordinates it, String extension, byte[] content) throws IOException {
        Path file = remote().resolve(it.group().replace('.', '/'))
                .resolve(it.artifact())
                .resolve(it.version())
                .resolve(it.artifact() + "-" + it.version() + "." + extension);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        checksum(file);
        return file;
    }
}
