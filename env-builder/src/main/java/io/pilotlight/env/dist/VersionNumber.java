package io.pilotlight.env.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of a Python package, ordered as PEP 440 has it.
 *
 * <p>Absent parts are numbers at the end of the scale where the order puts them.
 */
final class VersionNumber implements Comparable<VersionNumber> {
    private static final String SEPARATOR = "[-_.]?";
    private static final Pattern FORM =
            Pattern.compile("v?(?:(?<epoch>\\d{1,18})!)?(?<release>\\d{1,18}(?:\\.\\d{1,18})*)"
                    + "(?:" + SEPARATOR + "(?<pre>alpha|a|beta|b|preview|pre|c|rc)" + SEPARATOR
                    + "(?<preN>\\d{1,18})?)?"
                    + "(?<post>-(?<postN>\\d{1,18})|" + SEPARATOR + "(?:post|rev|r)" + SEPARATOR
                    + "(?<postM>\\d{1,18})?)?"
                    + "(?<dev>" + SEPARATOR + "dev" + SEPARATOR + "(?<devN>\\d{1,18})?)?"
                    + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");
    private static final int NO_PRE = 4;
    private static final long NONE = -1;
    private static final long LAST = Long.MAX_VALUE;

    private final long epoch;
    private final List<Long> release;
    private final int preKind;
    private final long pre;
    private final long post;
    private final long dev;
    private final @Nullable String local;

    private VersionNumber(Matcher matcher) {
        this.epoch = number(matcher.group("epoch"));
        this.release = new ArrayList<>();
        for (String part : matcher.group("release").split("\\.", -1)) {
            release.add(Long.parseLong(part));
        }
        String kind = matcher.group("pre");
        this.preKind = kind == null ? NO_PRE : kind.startsWith("a") ? 1 : kind.startsWith("b") ? 2 : 3;
        this.pre = number(matcher.group("preN"));
        String written = matcher.group("postN") == null ? matcher.group("postM") : matcher.group("postN");
        this.post = matcher.group("post") == null ? NONE : number(written);
        this.dev = matcher.group("dev") == null ? LAST : number(matcher.group("devN"));
        this.local = matcher.group("local");
    }

    private VersionNumber(VersionNumber from, boolean base) {
        this.epoch = from.epoch;
        this.release = from.release;
        this.preKind = base ? NO_PRE : from.preKind;
        this.pre = base ? 0 : from.pre;
        this.post = base ? NONE : from.post;
        this.dev = base ? LAST : from.dev;
        this.local = null;
    }

    static Optional<VersionNumber> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(new VersionNumber(matcher)) : Optional.empty();
    }

    /** Returns the version without its local part. */
    VersionNumber publicPart() {
        return new VersionNumber(this, false);
    }

    /** Returns epoch and release alone. */
    VersionNumber base() {
        return new VersionNumber(this, true);
    }

    boolean isPreRelease() {
        return preKind != NO_PRE || dev != LAST;
    }

    boolean isPostRelease() {
        return post != NONE;
    }

    boolean hasLocal() {
        return local != null;
    }

    int releaseLength() {
        return release.size();
    }

    /** Says whether this one's first numbers are those of another; numbers that are not there are zero. */
    boolean startsWith(VersionNumber prefix, int length) {
        for (int i = 0; i < length; i++) {
            if (part(i) != prefix.part(i)) {
                return false;
            }
        }
        return epoch == prefix.epoch;
    }

    @Override
    public int compareTo(VersionNumber other) {
        int order = Long.compare(epoch, other.epoch);
        for (int i = 0; order == 0 && i < Math.max(release.size(), other.release.size()); i++) {
            order = Long.compare(part(i), other.part(i));
        }
        order = order != 0 ? order : Integer.compare(preOrder(), other.preOrder());
        order = order != 0 ? order : Long.compare(pre, other.pre);
        order = order != 0 ? order : Long.compare(post, other.post);
        order = order != 0 ? order : Long.compare(dev, other.dev);
        return order != 0 ? order : compareLocal(local, other.local);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionNumber that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(epoch) * 31 + Long.hashCode(part(0));
    }

    private long part(int index) {
        return index < release.size() ? release.get(index) : 0;
    }

    /** A release that is only being developed comes before its own pre-releases. */
    private int preOrder() {
        return preKind == NO_PRE && post == NONE && dev != LAST ? 0 : preKind;
    }

    private static int compareLocal(@Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        String[] l = left.split(SEPARATOR.substring(0, SEPARATOR.length() - 1), -1);
        String[] r = right.split(SEPARATOR.substring(0, SEPARATOR.length() - 1), -1);
        for (int i = 0; i < Math.min(l.length, r.length); i++) {
            int order = compareLocalPart(l[i], r[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(l.length, r.length);
    }

    private static int compareLocalPart(String left, String right) {
        boolean leftNumber = left.matches("\\d{1,18}");
        boolean rightNumber = right.matches("\\d{1,18}");
        if (leftNumber && rightNumber) {
            return Long.compare(Long.parseLong(left), Long.parseLong(right));
        }
        return leftNumber == rightNumber ? left.compareTo(right) : Boolean.compare(leftNumber, rightNumber);
    }

    private static long number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
