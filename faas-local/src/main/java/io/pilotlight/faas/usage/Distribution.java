package io.pilotlight.faas.usage;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * How times are spread: each figure is right to within 1 %, however many they are. Immutable.
 *
 * <p>Distributions can be added up without loss: those of versions, of runtimes, of machines. In bytes it is a histogram that
 * the tools of HdrHistogram read, in nanoseconds.
 */
public final class Distribution {
    /** The longest time that can be told from a longer one: what takes longer counts as this. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final long LONGEST_NANOS = 365L * 24 * 3_600 * 1_000_000_000;
    private static final int DIGITS = 2;
    private static final int HEADER_BYTES = 8;

    /** Never written again. */
    private final Histogram histogram;

    private Distribution(Histogram histogram) {
        this.histogram = histogram;
    }

    /**
     * Returns the distribution of no time at all.
     *
     * @return a distribution whose count is zero
     */
    public static Distribution empty() {
        return Empty.DISTRIBUTION;
    }

    /**
     * Reads what {@link #encoded} wrote, or any other histogram of nanoseconds in HdrHistogram's compressed form.
     *
     * @param encoded the bytes
     * @return the distribution
     * @throws UnreadableDistributionException if the bytes are no such histogram
     */
    public static Distribution decode(byte[] encoded) {
        try {
            return new Distribution(ours(read(encoded)));
        } catch (DataFormatException | RuntimeException e) {
            throw new UnreadableDistributionException(encoded.length, e);
        }
    }

    /**
     * Returns how many times were collected.
     *
     * @return zero or more
     */
    public long count() {
        return histogram.getTotalCount();
    }

    /**
     * Returns the shortest time.
     *
     * @return zero if there is none
     */
    public Duration min() {
        return Duration.ofNanos(histogram.getMinValue());
    }

    /**
     * Returns the longest time.
     *
     * @return zero if there is none, {@link #LONGEST} at most, give or take 1 %
     */
    public Duration max() {
        return Duration.ofNanos(histogram.getMaxValue());
    }

    /**
     * Returns the mean.
     *
     * @return zero if there is no time
     */
    public Duration mean() {
        return Duration.ofNanos(Math.round(histogram.getMean()));
    }

    /**
     * Returns the time that a share of the times do not exceed.
     *
     * @param percent the share, from 0 to 100: 50 for the median, 99.9 for what one in a thousand exceeds
     * @return zero if there is no time
     * @throws IllegalArgumentException if the share is out of its range
     */
    public Duration percentile(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("The percentile is " + percent + "; it must be from 0 to 100");
        }
        return Duration.ofNanos(histogram.getValueAtPercentile(percent));
    }

    /**
     * Adds the times of another distribution.
     *
     * @param other the other
     * @return the distribution of all times of both
     */
    public Distribution plus(Distribution other) {
        if (other.count() == 0 || count() == 0) {
            return count() == 0 ? other : this;
        }
        Histogram sum = histogram.copy();
        sum.add(other.histogram);
        return new Distribution(sum);
    }

    /**
     * Writes the distribution in HdrHistogram's compressed form, version 2, as its own tools and those in other languages
     * read it. The unit is the nanosecond.
     *
     * @return a few hundred bytes
     */
    public byte[] encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] encoded = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(encoded);
        return encoded;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Distribution that && histogram.equals(that.histogram);
    }

    @Override
    public int hashCode() {
        return histogram.hashCode();
    }

    @Override
    public String toString() {
        return "Distribution[" + count() + " times, 50 % within " + percentile(50) + ", 99 % within " + percentile(99)
                + ", max " + max() + "]";
    }

    private static Histogram newHistogram() {
        return new Histogram(DIGITS); // grows with the largest value
    }

    private static Histogram read(byte[] encoded) throws DataFormatException {
        ByteBuffer buffer = ByteBuffer.wrap(encoded);
        int contents = buffer.getInt(Integer.BYTES);
        if (contents < 0 || contents > encoded.length - HEADER_BYTES) {
            throw new DataFormatException("its contents are said to be " + contents + " bytes long");
        }
        return Histogram.decodeFromCompressedByteBuffer(buffer, 0);
    }

    /** Counts the values of somebody else's histogram as we do. */
    private static Histogram ours(Histogram theirs) throws DataFormatException {
        Histogram ours = newHistogram();
        for (HistogramIterationValue step : theirs.recordedValues()) {
            if (step.getCountAtValueIteratedTo() < 0) {
                throw new DataFormatException("it holds a count below zero");
            }
            ours.recordValueWithCount(
                    Math.min(step.getValueIteratedTo(), LONGEST_NANOS), step.getCountAtValueIteratedTo());
        }
        return ours;
    }

    /** Made when somebody asks for it. */
    private static final class Empty {
        private static final Distribution DISTRIBUTION = new Distribution(newHistogram());
    }

    /**
     * Collects times. Not safe for use by many threads.
     *
     * <p>It keeps the first few times as they are, and makes a histogram of some kilobytes when there are more of them.
     */
    public static final class Recorder {
        private static final int FEW = 32;
        private static final long[] NONE = {};

        private @Nullable Histogram histogram;
        private long[] few = NONE;
        private int count;
        private long zeros;

        /** Makes a recorder without times. */
        public Recorder() {
            // no factory in the class around it: that would load the histogram's classes before the first time is
            // recorded
        }

        /**
         * Adds a time.
         *
         * @param nanos nanoseconds; less than zero counts as zero, more than {@link Distribution#LONGEST} as that
         */
        public void record(long nanos) {
            if (nanos <= 0) {
                zeros++;
            } else if (histogram != null) {
                histogram.recordValue(Math.min(nanos, LONGEST_NANOS));
            } else {
                keep(Math.min(nanos, LONGEST_NANOS));
            }
        }

        /**
         * Returns what was collected so far.
         *
         * @return a distribution that does not follow what is added later
         */
        public Distribution distribution() {
            if (histogram == null && count == 0 && zeros == 0) {
                return empty();
            }
            Histogram all = histogram == null ? histogramOfFew() : histogram.copy();
            if (zeros > 0) {
                all.recordValueWithCount(0, zeros);
            }
            return new Distribution(all);
        }

        private void keep(long nanos) {
            if (count == FEW) {
                Histogram many = histogramOfFew();
                many.recordValue(nanos);
                histogram = many;
                few = NONE;
                return;
            }
            if (count == few.length) {
                few = Arrays.copyOf(few, Math.max(4, 2 * count));
            }
            few[count++] = nanos;
        }

        private Histogram histogramOfFew() {
            Histogram all = newHistogram();
            for (int i = 0; i < count; i++) {
                all.recordValue(few[i]);
            }
            return all;
        }
    }
}
