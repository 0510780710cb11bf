package io.pilotlight.examples.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.examples.parity.Pythons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Hands what generators think of to Python's requests and to this client, in the same run, without a socket. They must agree, or
 * differ in a way that is declared so exactly that it tells what ours must be. What differs in another way is printed in the smallest
 * form that still shows it.
 *
 * <p>{@code -Dproperty.seed=N} takes other samples, {@code -Dproperty.cases=N} as many URLs, and of other kinds in proportion; {@code
 * -Dproperty.kinds=url,params} only some kinds, {@code -Dproperty.shrunk=N} shrinks more of what differs than 5. The report is kept in
 * {@code target/property} too. For Python's side, see requests_side.py.
 */
class RequestsPropertyTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources").toAbsolutePath();
    /** Where RequestsParityTest has its environment too: it is made once. */
    private static final Path PYTHON = Path.of("target", "parity", "python").toAbsolutePath();

    private static final Path WORK = Path.of("target", "property").toAbsolutePath();

    private static final long SEED = Long.getLong("property.seed", 7);
    private static final int CASES = Integer.getInteger("property.cases", 2_000);
    private static final List<String> KINDS =
            List.of(System.getProperty("property.kinds", "").split(","));

    private static List<Kind> kinds(UrlKinds urls) {
        List<Kind> kinds = new ArrayList<>(urls.all());
        kinds.addAll(new BodyKinds(urls.session()).all());
        kinds.addAll(new RoutingKinds(urls.session()).all());
        return kinds;
    }

    @Test
    void doesWhatRequestsDoesWithWhateverItIsHandedButForWhatIsDeclared() throws Exception {
        List<String> report = new ArrayList<>();
        int undeclared = 0;
        try (PythonSide python = new PythonSide(
                        Pythons.make(RESOURCES.resolve("parity/requirements.txt"), PYTHON),
                        RESOURCES.resolve("property/requests_side.py"));
                UrlKinds urls = new UrlKinds()) {
            PropertyRun run = new PropertyRun(python, SEED);
            for (Kind kind : kinds(urls)) {
                if (KINDS.contains("") || KINDS.contains(kind.name())) {
                    undeclared += run.run(kind, CASES * kind.share() / 100, report);
                }
            }
        }
        Files.createDirectories(WORK);
        Files.write(WORK.resolve("report.txt"), report);
        report.forEach(System.out::println);
        assertThat(undeclared).as(String.join("\n", report)).isZero();
    }
}
