package io.pilotlight.faas.usage;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
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

    private static final long LONGEST_NANOS = LONGEST.toNanos();
    private static final int DIGITS = 2;
    private static final int HEADER_BYTES = 8;
    private static final Distribution EMPTY = new Distribution(newHistogram());

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
        return EMPTY;
    }

    /**
     * Starts to collect times.
     *
     * @return a recorder without times
     */
    public static Recorder recorder() {
        return new Recorder();
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

    /**
     * Collects times. Not safe for use by many threads.
     *
     * <p>It takes next to no memory until the first time that is not zero, and some kilobytes from then on.
     */
    public static final class Recorder {
        private @Nullable Histogram histogram;
        private long zeros;

        private Recorder() {}

        /**
         * Adds a time.
         *
         * @param nanos nanoseconds; less than zero counts as zero, more than {@link Distribution#LONGEST} as that
         */
        public void record(long nanos) {
            if (nanos <= 0) {
                zeros++;
                return;
            }
            Histogram counts = histogram;
            if (counts == null) {
                counts = newHistogram();
                histogram = counts;
            }
            counts.recordValue(Math.min(nanos, LONGEST_NANOS));
        }

        /**
         * Returns what was collected so far.
         *
         * @return a distribution that does not follow what is added later
         */
        public Distribution distribution() {
            if (histogram == null && zeros == 0) {
                return EMPTY;
            }
            Histogram counts = histogram == null
                    ? newHistogram()
                    : Objects.requireNonNull(histogram).copy();
            if (zeros > 0) {
                counts.recordValueWithCount(0, zeros);
            }
            return new Distribution(counts);
        }
    }
}
