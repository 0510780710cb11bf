package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.env.dist.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our comparison of versions against the one in pip, on thousands of pairs. */
class PackagingParityTest {
    private static final String ASK = "import sys\nfrom pip._vendor.packaging.requirements import Requirement\n"
            + "for line in open(sys.argv[1]):\n  text, version = line.rstrip('\\n').split('\\t')\n"
            + "  print(Requirement(text).specifier.contains(version, prereleases=True))\n";

    private final Random random = new Random(440);

    @Test
    void agreesWithPip(@TempDir Path folder) throws Exception {
        PythonInterpreter python = TestPythons.any();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            pairs.add("a" + range() + "\t" + version(true));
        }
        Path questions = Files.write(folder.resolve("pairs"), pairs);

        ProcessBuilder pip = new ProcessBuilder(python.executable().toString(), "-c", ASK, questions.toString());
        pip.environment().put("PYTHONPATH", bundledPip(python).toString());
        List<String> answers = Shell.run(pip).output().lines().toList();

        assertThat(answers).hasSameSizeAs(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            String[] pair = pairs.get(i).split("\t");
            assertThat(Requirement.parse(pair[0]).orElseThrow().allows(pair[1]))
                    .as("%s allows %s", pair[0], pair[1])
                    .isEqualTo(answers.get(i).equals("True"));
        }
    }

    private String range() {
        String operator = pick(">=", "<=", "<", ">", "==", "!=", "~=", "==*", "!=*");
        if (operator.endsWith("*")) {
            return operator.substring(0, 2) + release() + ".*";
        }
        if (operator.equals("~=")) {
            return "~=" + release() + "." + random.nextInt(3) + pick("", "", "a1", "rc1", ".post1", ".dev3");
        }
        return operator + version(operator.equals("==") || operator.equals("!="));
    }

    private String version(boolean local) {
        return pick("", "", "", "1!") + release() + suffix() + (local ? pick("", "", "", "+l.2", "+1") : "");
    }

    private String release() {
        return random.nextInt(3) + pick("", "." + random.nextInt(3), "." + random.nextInt(3) + ".0");
    }

    private String suffix() {
        return pick("", "", "a1", "b2", "rc1", ".RC-2") + pick("", "", "", ".post1", "-2") + pick("", "", "", ".dev3");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Path bundledPip(PythonInterpreter python) throws Exception {
        Path wheels = Path.of(python.facts().standardLibrary(), "ensurepip", "_bundled");
        try (Stream<Path> files = Files.list(wheels)) {
            return files.filter(it -> it.getFileName().toString().startsWith("pip-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
