package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.env.Problem.Kind;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of damage to a Node.js environment is found, and undone; downloads one tiny package. */
class NodeRepairTest {
    @TempDir
    private static Path folder;

    private static Path env;
    private static Map<String, String> whole;

    interface Breaking {
        Path at(Path directory) throws IOException;
    }

    record Damage(String name, Kind kind, Breaking breaking) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void make() throws Exception {
        Path packageJson = Files.writeString(
                folder.resolve("package.json"),
                "{\"name\": \"a\", \"version\": \"1.0.0\", \"dependencies\": {\"is-number\": \"7.0.0\"}}");
        env = folder.resolve("an env");
        new NodeEnvBuilder(NodeEnvBuilder.options()
                        .packageJson(packageJson)
                        .prompt("it's")
                        .build())
                .create(env);
        Shell.run("cp", "-a", env.toString(), folder.resolve("whole").toString());
        whole = picture(env);
    }

    @BeforeEach
    void restore() throws Exception {
        Trees.remove(env);
        Shell.run("cp", "-a", folder.resolve("whole").toString(), env.toString());
    }

    static List<Damage> damages() {
        return List.of(
                new Damage("node removed", Kind.INTERPRETER, it -> gone(it.resolve("bin/node"))),
                new Damage("node leads nowhere", Kind.BASE, it -> {
                    Files.delete(it.resolve("bin/node"));
                    return Files.createSymbolicLink(it.resolve("bin/node"), Path.of("/nowhere/node"));
                }),
                new Damage("npm removed", Kind.PROGRAM, it -> gone(it.resolve("bin/npm"))),
                new Damage("npx of another place", Kind.PROGRAM, it -> {
                    Path npx = it.resolve("bin/npx");
                    return Files.writeString(npx, Files.readString(npx).replace(it.toString(), "/gone"));
                }),
                new Damage("activate of another place", Kind.ACTIVATION, it -> {
                    Path script = it.resolve("bin/activate");
                    return Files.writeString(script, Files.readString(script).replace(it.toString(), "/gone"));
                }),
                new Damage("package removed", Kind.PACKAGE, it -> {
                    Trees.remove(it.resolve("node_modules/is-number"));
                    return it.resolve("node_modules/is-number");
                }),
                new Damage("package of another version", Kind.PACKAGE, it -> {
                    Path file = it.resolve("node_modules/is-number/package.json");
                    Files.writeString(file, Files.readString(file).replace("7.0.0", "6.0.0"));
                    return it.resolve("node_modules/is-number");
                }),
                new Damage(
                        "package.json damaged",
                        Kind.METADATA,
                        it -> Files.writeString(it.resolve("node_modules/is-number/package.json"), "{bad")));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void isFoundAndUndone(Damage damage) throws Exception {
        Path at = damage.breaking.at(env);

        VirtualEnvironment broken = VirtualEnvironment.openAsIs(env);
        assertThat(broken.check(CheckDepth.QUICK)).anySatisfy(problem -> {
            assertThat(problem.kind()).isEqualTo(damage.kind);
            assertThat(problem.path()).isEqualTo(at);
        });
        assertThat(broken.repair()).isEmpty();
        assertThat(picture(env)).isEqualTo(whole);
    }

    @Test
    void nothingIsWrongWithAWholeOne() {
        assertThat(VirtualEnvironment.open(env).check(CheckDepth.FULL)).isEmpty();
    }

    @Test
    void worksAgainAfterAMove() throws Exception {
        Path to = folder.resolve("moved");
        Files.move(env, to);

        assertThat(VirtualEnvironment.open(to).check(CheckDepth.QUICK)).hasSize(3);
        assertThat(VirtualEnvironment.open(to).repair()).isEmpty();

        assertThat(VirtualEnvironment.open(to)
                        .run(List.of("npm", "prefix", "-g"))
                        .orThrow()
                        .output())
                .isEqualTo(to + "\n");
        Trees.remove(to);
    }

    /** npm writes the list of what it installed anew. */
    private static Map<String, String> picture(Path directory) throws IOException {
        Map<String, String> picture = TreePicture.of(directory);
        picture.remove("node_modules/.package-lock.json");
        return picture;
    }

    private static Path gone(Path file) throws IOException {
        Files.delete(file);
        return file;
    }
}
