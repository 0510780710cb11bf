package io.pilotlight.faas.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static Distribution of(LongStream nanos) {
        Distribution.Recorder recorder = new Distribution.Recorder();
        nanos.forEach(recorder::record);
        return recorder.distribution();
    }

    @Nested
    class Reading {
        @Test
        void givesPercentilesWithinOnePercent() {
            long[] nanos = new Random(7)
                    .doubles(20_000, 0, 30)
                    .mapToLong(power -> (long) Math.exp(power))
                    .sorted()
                    .toArray();
            Distribution all = of(Arrays.stream(nanos));
            for (double percent : new double[] {1, 10, 25, 50, 75, 90, 99, 99.9, 100}) {
                long exact = nanos[(int) Math.ceil(percent / 100 * nanos.length) - 1];
                assertThat(all.percentile(percent).toNanos())
                        .as("%s %%", percent)
                        .isCloseTo(exact, withinPercentage(1));
            }
            assertThat(all.count()).isEqualTo(nanos.length);
            assertThat(all.min().toNanos()).isCloseTo(nanos[0], withinPercentage(1));
            assertThat(all.max().toNanos()).isCloseTo(nanos[nanos.length - 1], withinPercentage(1));
            double mean = Arrays.stream(nanos).average().orElseThrow();
            assertThat((double) all.mean().toNanos()).isCloseTo(mean, withinPercentage(1));
        }

        @Test
        void isZeroWhereThereIsNothing() {
            assertThat(Distribution.empty().count()).isZero();
            assertThat(Distribution.empty().percentile(99)).isZero();
            assertThat(Distribution.empty().mean()).isZero();
            assertThat(Distribution.empty().min()).isZero();
            assertThat(Distribution.empty().max()).isZero();
            assertThat(new Distribution.Recorder().distribution()).isEqualTo(Distribution.empty());
        }

        @Test
        void countsZerosLikeOtherTimes() {
            Distribution all = of(LongStream.of(0, 0, 0, 1_000_000));
            assertThat(all.count()).isEqualTo(4);
            assertThat(all.percentile(75)).isZero();
            assertThat(all.percentile(76).toNanos()).isCloseTo(1_000_000, withinPercentage(1));
            assertThat(all.min()).isZero();
            assertThat(of(LongStream.of(0, 0)).count()).isEqualTo(2);
            assertThat(of(LongStream.of(-5)).max()).isZero();
        }

        @Test
        void takesWhatIsTooLongForTheLongestThereIs() {
            Distribution all = of(LongStream.of(Long.MAX_VALUE));
            assertThat(all.max().toNanos()).isCloseTo(Distribution.LONGEST.toNanos(), withinPercentage(1));
        }

        @Test
        void refusesAShareOutOfRange() {
            for (double percent : new double[] {-0.1, 100.1, Double.NaN}) {
                assertThatThrownBy(() -> Distribution.empty().percentile(percent))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("is " + percent);
            }
        }
    }

    @Nested
    class AddingUp {
        @Test
        void losesNothing() {
            Distribution low = of(LongStream.range(1, 1_000));
            Distribution high = of(LongStream.range(1_000, 2_000).map(n -> n * n * n));
            Distribution all = of(LongStream.concat(
                    LongStream.range(1, 1_000), LongStream.range(1_000, 2_000).map(n -> n * n * n)));
            assertThat(low.plus(high)).isEqualTo(all).hasSameHashCodeAs(all);
            assertThat(high.plus(low)).isEqualTo(all);
            assertThat(low.count()).isEqualTo(999);
            assertThat(low.plus(Distribution.empty())).isEqualTo(low);
            assertThat(Distribution.empty().plus(low)).isEqualTo(low).isNotEqualTo(high);
        }

        @Test
        void losesNothingWhereAFewBecomeMany() {
            Distribution.Recorder recorder = new Distribution.Recorder();
            for (int i = 1; i <= 200; i++) {
                recorder.record(i);
                assertThat(recorder.distribution().count()).isEqualTo(i);
                assertThat(recorder.distribution().max()).isEqualTo(Duration.ofNanos(i));
                assertThat(recorder.distribution().min()).isEqualTo(Duration.ofNanos(1));
            }
        }

        @Test
        void leavesAloneWhatWasTakenBefore() {
            Distribution.Recorder recorder = new Distribution.Recorder();
            recorder.record(5);
            Distribution before = recorder.distribution();
            recorder.record(6);
            assertThat(before.count()).isEqualTo(1);
            assertThat(recorder.distribution().count()).isEqualTo(2);
        }
    }

    @Nested
    class InBytes {
        @Test
        void comesBackAsItWas() {
            Distribution all = of(LongStream.of(0, 1, 999, 1_234_567, 87_000_000_000L, Long.MAX_VALUE));
            assertThat(Distribution.decode(all.encoded())).isEqualTo(all).hasSameHashCodeAs(all);
            assertThat(Distribution.decode(all.encoded()).encoded()).isEqualTo(all.encoded());
            assertThat(Distribution.decode(Distribution.empty().encoded())).isEqualTo(Distribution.empty());
        }

        @Test
        void isWhatOtherToolsRead() throws Exception {
            byte[] encoded = of(LongStream.of(10, 20, 30)).encoded();
            Histogram theirs = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
            assertThat(theirs.getTotalCount()).isEqualTo(3);
            assertThat(theirs.getMaxValue()).isEqualTo(30);
        }

        @Test
        void mayComeFromOtherToolsWithMoreDigits() {
            Histogram theirs = new Histogram(1, 3_600_000_000_000L, 3);
            theirs.recordValue(1_234_567_890);
            theirs.recordValueWithCount(5, 2);
            ByteBuffer buffer = ByteBuffer.allocate(theirs.getNeededByteBufferCapacity());
            theirs.encodeIntoCompressedByteBuffer(buffer);
            Distribution read = Distribution.decode(Arrays.copyOf(buffer.array(), buffer.position()));
            assertThat(read.count()).isEqualTo(3);
            assertThat(read.percentile(50)).isEqualTo(Duration.ofNanos(5));
            assertThat(read.max().toNanos()).isCloseTo(1_234_567_890, withinPercentage(1));
        }

        @Test
        void refusesGarbage() {
            byte[] good = of(LongStream.of(1, 1_000)).encoded();
            byte[] longer = good.clone();
            ByteBuffer.wrap(longer).putInt(4, Integer.MAX_VALUE);
            for (byte[] bad : new byte[][] {{}, {1, 2, 3}, new byte[100], Arrays.copyOf(good, 12), longer}) {
                assertThatThrownBy(() -> Distribution.decode(bad))
                        .isInstanceOf(UnreadableDistributionException.class)
                        .hasMessageContaining("These " + bad.length + " bytes");
            }
        }

        /** Each byte broken in turn: some of that still is a histogram, and the rest must be told by the one exception. */
        @Test
        void neverFailsInAnotherWay() {
            byte[] good = of(LongStream.of(1, 1_000, 1_000_000)).encoded();
            for (int at = 0; at < good.length; at++) {
                byte[] broken = good.clone();
                broken[at] ^= 0x55;
                assertThatCode(() -> {
                            try {
                                Distribution.decode(broken);
                            } catch (UnreadableDistributionException expected) {
                                assertThat(expected).hasMessageContaining("no distribution");
                            }
                        })
                        .as("byte %s", at)
                        .doesNotThrowAnyException();
            }
        }
    }
}
