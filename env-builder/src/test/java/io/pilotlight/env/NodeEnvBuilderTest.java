package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotlight.env.EnvEvent.PackageProgress;
import io.pilotlight.env.EnvEvent.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node.js environments; downloads one tiny package. */
class NodeEnvBuilderTest {
    private static final String IS_NUMBER =
            "{\"name\": \"a\", \"version\": \"1.0.0\", \"dependencies\": {\"is-number\": \"7.0.0\"}}";

    @TempDir
    private Path folder;

    private final EventLog events = new EventLog();

    @Test
    void installsThePackagesOfPackageJson() throws Exception {
        Path packageJson = Files.writeString(folder.resolve("package.json"), IS_NUMBER);
        Path env = folder.resolve("a node env");

        NodeEnvironment made = builder(packageJson).create(env);

        assertThat(made.packages()).containsExactly(new InstalledPackage("is-number", "7.0.0"));
        assertThat(Shell.run(made.process(List.of("node", "-p", "require('is-number')('12') + process.version"))))
                .isEqualTo(new Shell.Result(0, "truev" + made.version() + "\n"));
        assertThat(events.of(PackageProgress.class))
                .contains(new PackageProgress(Phase.INSTALLED, "packages", "", 1, OptionalInt.of(1)));
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactlyInAnyOrder(packageJson, env);
        }
    }

    @Test
    void installsExactlyWhatALockFileLists() throws Exception {
        Path packageJson = Files.writeString(folder.resolve("package.json"), IS_NUMBER.replace("\"7.0.0\"", "\">=6\""));
        NodeEnvironment first = builder(packageJson).create(folder.resolve("first"));
        Path lock = first.directory().resolve("package-lock.json");
        String newest = first.packages().get(0).version();
        // a lock that lists an older version than npm would choose
        Files.writeString(packageJson, IS_NUMBER.replace("\"7.0.0\"", "\"6.0.0\""));
        NodeEnvironment older = builder(packageJson).create(folder.resolve("older"));
        Files.writeString(
                folder.resolve("package-lock.json"),
                Files.readString(older.directory().resolve("package-lock.json"))
                        .replace("\"is-number\": \"6.0.0\"", "\"is-number\": \">=6\""));
        Files.writeString(packageJson, IS_NUMBER.replace("\"7.0.0\"", "\">=6\""));

        NodeEnvironment locked = builder(packageJson).create(folder.resolve("locked"));

        assertThat(lock).exists();
        assertThat(newest).isNotEqualTo("6.0.0");
        assertThat(locked.packages()).containsExactly(new InstalledPackage("is-number", "6.0.0"));
    }

    @Test
    void isNotLedAstrayByTheCallersSettings() throws Exception {
        Path packageJson = Files.writeString(folder.resolve("package.json"), IS_NUMBER);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        ProcessBuilder process = BuildMain.process("node", folder.resolve("env").toString(), packageJson.toString());
        process.environment()
                .putAll(Map.of(
                        "npm_config_prefix", elsewhere.toString(),
                        "NPM_CONFIG_GLOBAL", "true",
                        "npm_config_dry_run", "true"));

        Shell.Result result = Shell.run(process);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(NodeEnvironment.open(folder.resolve("env")).packages()).hasSize(1);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void worksAfterItIsActivatedInAShell() throws Exception {
        Path env = folder.resolve("it's a \"node\" $env");
        NodeEnvironment made = new NodeEnvBuilder().create(env);

        Shell.Result result = Shell.run(
                "sh",
                "-c",
                ". \"$1/bin/activate\" && command -v node && npm prefix -g && deactivate_node && echo \"$NODE_PATH.\"",
                "sh",
                env.toString());

        assertThat(result.output().lines().toList()).contains(made.interpreter().toString(), env.toString(), ".");
        assertThat(made.packages()).isEmpty();
    }

    @Test
    void doesNothingWhenNothingChanged() throws Exception {
        Path env = folder.resolve("env");
        NodeEnvBuilder builder =
                new NodeEnvBuilder(NodeEnvBuilder.options().listener(events).build());
        builder.create(env);

        builder.create(env);

        assertThat(events.all()).endsWith(new EnvEvent.Created(env), new EnvEvent.UpToDate(env));
    }

    @Test
    void namesThePackageThatDoesNotExist() throws Exception {
        Path packageJson = Files.writeString(
                folder.resolve("package.json"), IS_NUMBER.replace("is-number", "pilotlight-no-such-package-0"));

        PackageException failure = catchThrowableOfType(
                PackageException.class, () -> builder(packageJson).create(folder.resolve("env")));

        assertThat(failure).hasMessageContaining("pilotlight-no-such-package-0");
        assertThat(failure.lines()).contains("code E404");
        assertThat(folder.resolve("env")).doesNotExist();
    }

    @Test
    void refusesAPackageJsonThatIsNoJson() throws Exception {
        Path packageJson = Files.writeString(folder.resolve("package.json"), "{bad");

        assertThatThrownBy(() -> builder(packageJson).create(folder.resolve("env")))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining(packageJson + " is no valid package.json");
    }

    @Test
    void refusesAMissingPackageJson() {
        Path packageJson = folder.resolve("package.json");

        assertThatThrownBy(() -> builder(packageJson).create(folder.resolve("env")))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining(packageJson.toString());
    }

    @Test
    void refusesAProgramThatIsNoNode() {
        assertThatThrownBy(() -> NodeInterpreter.of(Path.of("/bin/sh")))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("/bin/sh is no Node.js");
        assertThatThrownBy(() -> NodeInterpreter.of(folder.resolve("node")))
                .isInstanceOf(InterpreterException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void opensOnlyANodeEnvironment() {
        assertThatThrownBy(() -> NodeEnvironment.open(folder))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("is no Node.js environment");
    }

    @Test
    void removesAnEnvironment() {
        NodeEnvironment made = new NodeEnvBuilder().create(folder.resolve("env"));

        made.remove();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void writesWhatItWasMadeOf() throws Exception {
        Path env = folder.resolve("env");

        NodeEnvironment made =
                new NodeEnvBuilder(NodeEnvBuilder.options().prompt(".").build()).create(env);

        NodeInterpreter node = NodeInterpreter.find();
        assertThat(env.resolve("nodevenv.cfg"))
                .content()
                .startsWith("home = " + node.executable().getParent() + "\nversion = " + made.version() + "\n")
                .contains("prompt = '" + Path.of("").toAbsolutePath().getFileName() + "'")
                .endsWith("executable = " + node.executable() + "\nnpm = " + node.npm() + "\n");
        assertThat(env.resolve(".gitignore")).content().contains("\n*\n");
        try (Stream<Path> programs = Files.list(env.resolve("bin"))) {
            assertThat(programs.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder(
                            "node",
                            "npm",
                            "npx",
                            "activate",
                            "activate.csh",
                            "activate.fish",
                            "activate.nu",
                            "Activate.ps1");
        }
    }

    @Test
    void copiesNodeAndLeavesOutWhatIsNotWanted() throws Exception {
        Path env = folder.resolve("env");

        NodeEnvironment made = new NodeEnvBuilder(NodeEnvBuilder.options()
                        .symlinks(false)
                        .withNpm(false)
                        .gitIgnore(false)
                        .build())
                .create(env);

        assertThat(env.resolve("bin/node")).isRegularFile().isExecutable();
        assertThat(Files.isSymbolicLink(env.resolve("bin/node"))).isFalse();
        assertThat(env.resolve("bin/npm")).doesNotExist();
        assertThat(env.resolve(".gitignore")).doesNotExist();
        assertThat(made.check(CheckDepth.FULL)).isEmpty();
        assertThat(Shell.run(made.process(List.of("node", "-p", "process.execPath"))))
                .isEqualTo(new Shell.Result(0, env.resolve("bin/node").toRealPath() + "\n"));
    }

    @Test
    void keepsPackagesWhenItIsUpgraded() throws Exception {
        Path env = folder.resolve("env");
        NodeEnvironment old = new NodeEnvBuilder().create(env);
        Shell.Result result = Shell.run(
                old.process(List.of("npm", "install", "is-number@6.0.0")).directory(env.toFile()));
        assertThat(result.exitCode()).as(result.output()).isZero();
        Files.writeString(env.resolve("mine.txt"), "kept");
        Files.delete(env.resolve("bin/node"));
        Files.createSymbolicLink(env.resolve("bin/node"), folder.resolve("gone"));
        Files.writeString(
                env.resolve("pilotlight.cfg"),
                Files.readString(env.resolve("pilotlight.cfg"))
                        .replaceFirst("version = .*", "version = 18.0.0")
                        .replaceFirst("fingerprint = .*", "fingerprint = of another Node.js"));

        NodeEnvironment made = new NodeEnvBuilder(
                        NodeEnvBuilder.options().upgrade(true).listener(events).build())
                .create(env);

        assertThat(made.packages()).containsExactly(new InstalledPackage("is-number", "6.0.0"));
        assertThat(made.version()).isEqualTo(NodeInterpreter.find().version());
        assertThat(env.resolve("mine.txt")).hasContent("kept");
        assertThat(Shell.run(made.process(List.of("node", "-p", "require('is-number')('12')"))))
                .isEqualTo(new Shell.Result(0, "true\n"));
        assertThat(events.all())
                .as("compiled parts, for another major version")
                .contains(new EnvEvent.StepFinished("rebuild"));
        assertThat(folder).isDirectoryNotContaining("glob:**pilotlight*");
    }

    @Test
    void makesItWhenThereIsNothingToUpgrade() {
        NodeEnvironment made =
                new NodeEnvBuilder(NodeEnvBuilder.options().upgrade(true).build()).create(folder.resolve("env"));

        assertThat(made.interpreter()).isExecutable();
    }

    @Test
    void getsAnNpmOfItsOwnWhenItIsUpgraded() throws Exception {
        Path env = folder.resolve("an env");
        NodeEnvironment made = new NodeEnvBuilder(
                        NodeEnvBuilder.options().upgradeDependencies(true).build())
                .create(env);

        Shell.Result result = Shell.run(made.process(List.of("npm", "root", "-g")));

        assertThat(env.resolve("lib/node_modules/npm/package.json")).exists();
        assertThat(env.resolve("bin/npm"))
                .content()
                .contains(env.resolve("lib/node_modules/npm/bin/npm-cli.js").toString())
                .doesNotContain(".pilotlight-");
        assertThat(result.output()).contains(env.resolve("lib/node_modules").toString());
    }

    @Test
    void asksASubclassForEachStep() {
        List<String> steps = new ArrayList<>();
        NodeEnvBuilder builder =
                new NodeEnvBuilder(NodeEnvBuilder.options().listener(events).build()) {
                    @Override
                    protected void createConfiguration(NodeEnvContext context) {
                        super.createConfiguration(context);
                        steps.add(context.envDir().relativize(context.cfgPath()) + " " + context.nodeExe() + " "
                                + context.later(context.envExecCmd()));
                    }

                    @Override
                    protected void postSetup(NodeEnvContext context) {
                        steps.add(context.prompt() + " "
                                + context.nodeDir().equals(context.executable().getParent()));
                    }
                };

        builder.create(folder.resolve("env"));

        assertThat(steps).containsExactly("nodevenv.cfg node " + folder.resolve("env/bin/node"), "env true");
        assertThat(events.of(EnvEvent.StepFinished.class))
                .extracting(EnvEvent.StepFinished::step)
                .containsExactly("directories", "configuration", "interpreter", "npm", "scripts", "post-setup");
    }

    private NodeEnvBuilder builder(Path packageJson) {
        return new NodeEnvBuilder(NodeEnvBuilder.options()
                .packageJson(packageJson)
                .listener(events)
                .build());
    }
}
