package io.pilotlight.faas.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.pilotlight.core.function.Alias;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.function.VersionException;
import io.pilotlight.faas.routing.Routing.Deployed;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoutingTest {
    private static final Release NEXT = new Release(null, Map.of());

    private final Routing<Target> routing = new Routing<>();

    /** Like what really stands there: equal to nothing but itself. */
    private static final class Target {
        private final String name;

        Target(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Deployed<Target> deploy(Release release) {
        return routing.deploy("greet", release, Target::new);
    }

    private Deployed<Target> deploy(@Nullable String version, String alias, double share) {
        return deploy(new Release(version, Map.of(alias, share)));
    }

    private @Nullable String find(String name, double draw) {
        Target found = routing.find(name, draw);
        return found == null ? null : found.name;
    }

    private static List<String> names(Iterable<Target> targets) {
        List<String> names = new ArrayList<>();
        targets.forEach(target -> names.add(target.name));
        return names;
    }

    @Nested
    class Deploying {
        @Test
        void numbersVersionsFromOneForEachFunction() {
            assertThat(deploy(NEXT).version()).isEqualTo("1");
            assertThat(deploy(NEXT).version()).isEqualTo("2");
            assertThat(routing.deploy("other", NEXT, Target::new).version()).isEqualTo("1");
        }

        @Test
        void passesOverNumbersThatAreTakenAsNames() {
            deploy(new Release("2", Map.of("live", 1.0)));
            assertThat(deploy(NEXT).version()).isEqualTo("3");
            assertThat(routing.versions("greet")).containsExactly("2", "3");
        }

        @Test
        void theLatestIsWhatThePlainNameMeans() {
            deploy(NEXT);
            deploy(NEXT);
            assertThat(find("greet", 0)).isEqualTo("2");
            assertThat(find("greet:latest", 0)).isEqualTo("2");
            assertThat(find("greet:2", 0)).isEqualTo("2");
        }

        @Test
        void retiresWhatNothingPointsAt() {
            assertThat(deploy(NEXT).retired()).isEmpty();
            assertThat(names(deploy("2", "live", 1).retired())).containsExactly("1");
            assertThat(deploy(NEXT).retired()).isEmpty();
            assertThat(names(deploy(NEXT).retired())).containsExactly("3");
            assertThat(routing.versions("greet")).containsExactly("2", "4");
            assertThat(names(routing.all("greet"))).containsExactly("2", "4");
        }

        @Test
        void refusesAVersionThatIsLiveAndChangesNothing() {
            deploy("a", "live", 1);
            deploy("b", "live", 0.5);
            for (String taken : List.of("a", "b")) {
                assertThatThrownBy(() -> deploy(new Release(taken, Map.of("new", 1.0))))
                        .isInstanceOf(VersionException.class)
                        .hasMessageContaining("Version " + taken + " of 'greet' is deployed already");
            }
            assertThat(routing.aliases("greet")).containsOnlyKeys("live");
            assertThat(find("greet", 0)).isEqualTo("b");
        }

        @Test
        void aNameIsFreeAgainOnceItsVersionIsRetired() {
            deploy(new Release("a", Map.of()));
            deploy(new Release("b", Map.of()));
            assertThat(deploy(new Release("a", Map.of())).version()).isEqualTo("a");
        }

        @Test
        void keepsVersionsAndAliasesApart() {
            deploy("a", "live", 1);
            assertThatThrownBy(() -> deploy(new Release("live", Map.of())))
                    .isInstanceOf(VersionException.class)
                    .hasMessageContaining("'live' would be a version and an alias of 'greet'");
            assertThatThrownBy(() -> routing.alias("greet", Alias.of("a", "a"))).isInstanceOf(VersionException.class);
        }

        @Test
        void makesTheTargetAgainIfSomebodyElseWasFaster() {
            deploy(NEXT);
            List<String> made = new ArrayList<>();
            Deployed<Target> second = routing.deploy("greet", NEXT, version -> {
                if (made.isEmpty()) {
                    deploy(NEXT);
                }
                made.add(version);
                return new Target(version);
            });
            assertThat(made).containsExactly("2", "3");
            assertThat(names(second.retired())).containsExactly("2");
        }

        @Test
        void startsFromNothingOnceTheFunctionIsTakenAway() {
            deploy("a", "live", 1);
            deploy("b", "live", 0.5);
            assertThat(names(routing.remove("greet"))).containsExactly("a", "b");
            assertThat(routing.remove("greet")).isEmpty();
            assertThat(deploy(NEXT).version()).isEqualTo("1");
            assertThat(routing.aliases("greet")).isEmpty();
            assertThat(names(routing.clear())).containsExactly("1");
            assertThat(routing.names()).isEmpty();
        }
    }

    @Nested
    class Aliases {
        @Test
        void followTheDraw() {
            deploy("1", "live", 1);
            deploy("2", "live", 0.25);
            assertThat(find("greet:live", 0)).isEqualTo("1");
            assertThat(find("greet:live", 0.74)).isEqualTo("1");
            assertThat(find("greet:live", 0.75)).isEqualTo("2");
            assertThat(find("greet:live", Math.nextDown(1.0))).isEqualTo("2");
        }

        @Test
        void shareInProportionWhatANewVersionLeaves() {
            deploy("a", "live", 0.1); // it pointed at nothing: all of it
            deploy("b", "live", 0.25);
            deploy("c", "live", 0.5);
            Map<String, Double> weights = routing.aliases("greet").get("live").weights();
            assertThat(weights).containsOnlyKeys("a", "b", "c");
            assertThat(weights.get("a")).isCloseTo(0.375, within(1e-9));
            assertThat(weights.get("b")).isCloseTo(0.125, within(1e-9));
            assertThat(weights.get("c")).isEqualTo(0.5);
        }

        @Test
        void loseVersionsWhoseShareBecomesNothing() {
            for (int i = 0; i < 5_000; i++) {
                deploy(null, "live", i % 2 == 0 ? 0.5 : 0.01);
            }
            assertThat(routing.versions("greet")).hasSizeLessThan(50).contains("5000");
        }

        @Test
        void moveAtOnceAndRetireWhatTheyLeave() {
            deploy("1", "live", 1);
            deploy("2", "next", 1);
            deploy("3", "next", 1);
            assertThat(routing.versions("greet")).containsExactly("1", "3");
            assertThat(names(routing.alias("greet", Alias.of("live", "3")))).containsExactly("1");
            assertThat(find("greet:live", 0.5)).isEqualTo("3");
            assertThat(routing.aliases("greet").keySet()).containsExactly("live", "next");
        }

        @Test
        void canBeTakenAway() {
            deploy("1", "live", 1);
            deploy(NEXT);
            assertThat(routing.removeAlias("greet", "gone")).isNull();
            assertThat(routing.removeAlias("nobody", "live")).isNull();
            assertThat(routing.removeAlias("greet", "live"))
                    .extracting(Target::toString)
                    .containsExactly("1");
            assertThat(routing.removeAlias("greet", "live")).isNull();
            assertThat(find("greet:live", 0)).isNull();
        }

        @Test
        void pointAtNothingThatIsNotThere() {
            assertThatThrownBy(() -> routing.alias("greet", Alias.of("live", "1")))
                    .isInstanceOf(VersionException.class)
                    .hasMessageContaining("no function 'greet'");
            deploy(NEXT);
            assertThatThrownBy(() -> routing.alias("greet", Alias.weighted("live", Map.of("1", 0.5, "7", 0.5))))
                    .isInstanceOf(VersionException.class)
                    .hasMessage("Alias 'live': 'greet' has no version 7; it has [1]");
            assertThat(routing.aliases("greet")).isEmpty();
        }
    }

    @Nested
    class Finding {
        @Test
        void tellsAnUnknownFunctionFromAnUnknownVersion() {
            deploy(NEXT);
            for (String name : List.of("nobody", "nobody:1", "", ":", ":1")) {
                assertThat(find(name, 0)).isNull();
                assertThat(routing.missing(name)).isEqualTo(Rejection.UNKNOWN_FUNCTION);
            }
            for (String name : List.of("greet:", "greet:2", "greet:1:1", "greet::1", "greet:live")) {
                assertThat(find(name, 0)).isNull();
                assertThat(routing.missing(name)).isEqualTo(Rejection.UNKNOWN_VERSION);
            }
        }

        @Test
        void looksAgainForAnotherOne() {
            Target first = deploy(NEXT).target();
            assertThat(routing.findOther("greet", 0, first)).isNull();
            Target second = deploy(NEXT).target();
            assertThat(routing.findOther("greet", 0, first)).isSameAs(second);
            assertThat(routing.findOther("greet:1", 0, first)).isNull();
        }

        @Test
        void namesTheFunctionOfAQualifiedName() {
            assertThat(Routing.functionOf("greet:live")).isEqualTo("greet");
            assertThat(Routing.functionOf("greet")).isSameAs("greet");
        }

        @Test
        void makesNoGarbageForAPlainName() {
            deploy(NEXT);
            deploy("b", "live", 0.5);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            int found = 0;
            for (int i = 0; i < 100_000; i++) {
                found += routing.find("greet", 0.5) == null ? 0 : 1;
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(found).isEqualTo(100_000);
            assertThat(allocated).isLessThan(100_000); // less than a byte each: what is left is the measuring
        }
    }

    @Test
    void whileVersionsAndAliasesMoveNobodyFindsNothing() throws Exception {
        deploy("v0", "live", 1);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong lookups = new AtomicLong();
        AtomicReference<String> missed = new AtomicReference<>();
        List<Thread> readers = new ArrayList<>();
        CountDownLatch reading = new CountDownLatch(3);
        for (String name : List.of("greet", "greet:live", "greet:latest")) {
            Thread reader = new Thread(() -> {
                for (long i = 0; !stop.get(); i++) {
                    if (routing.find(name, (i % 10) / 10.0) == null) {
                        missed.set(name);
                    }
                    lookups.incrementAndGet();
                    if (i == 0) {
                        reading.countDown();
                    }
                }
            });
            readers.add(reader);
            reader.start();
        }
        reading.await();
        for (int i = 1; i <= 20_000; i++) {
            String version = "v" + i;
            deploy(version, "live", i % 3 == 0 ? 1 : 0.5);
            if (i % 2 == 0) {
                routing.alias("greet", Alias.of("live", version));
            }
            if (i % 5 == 0) {
                routing.removeAlias("greet", "other");
                routing.alias("greet", Alias.of("other", version));
            }
        }
        stop.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(missed).hasNullValue();
        assertThat(lookups.get()).isGreaterThan(2);
        assertThat(routing.versions("greet")).endsWith("v20000");
    }
}
