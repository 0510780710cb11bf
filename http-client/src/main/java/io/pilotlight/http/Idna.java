package io.pilotlight.http;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Host names beyond ASCII, in the form that DNS takes: lower case, {@link IdnaRules} and Punycode (RFC 3492).
 *
 * <p>A sharp s stays one. A label that Unicode would have to rewrite, such as one in full-width letters, is refused, as
 * urllib3 does: it might read as another host.
 */
final class Idna {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 128;
    private static final int MAX_LABEL = 63;

    private Idna() {}

    /** Returns the ASCII form of a host name; throws {@link IllegalArgumentException} if there is none. */
    static String toAscii(String host) {
        StringBuilder out = new StringBuilder();
        for (String label : host.split("\\.", -1)) {
            out.append(out.isEmpty() ? "" : ".")
                    .append(isAscii(label) ? label.toLowerCase(Locale.ROOT) : encoded(label));
        }
        return out.toString();
    }

    private static String encoded(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        if (!Normalizer.isNormalized(lower, Normalizer.Form.NFKC)) {
            throw new IllegalArgumentException("a character stands for others, which is not sent: write those");
        }
        IdnaRules.require(lower);
        if (isAscii(lower)) {
            return lower; // the sign for Kelvin is a k in small letters
        }
        String ascii = "xn--" + punycode(lower);
        if (ascii.length() > MAX_LABEL) {
            throw new IllegalArgumentException("a label is longer than " + MAX_LABEL + " characters");
        }
        return ascii;
    }

    private static boolean isAscii(String label) {
        return label.chars().allMatch(c -> c < INITIAL_N);
    }

    private static String punycode(String label) {
        int[] input = label.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        label.codePoints().filter(c -> c < INITIAL_N).forEach(out::appendCodePoint);
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int n = INITIAL_N;
        int delta = 0;
        int bias = INITIAL_BIAS;
        while (handled < input.length) {
            int next = smallestFrom(input, n);
            delta = Math.addExact(delta, Math.multiplyExact(next - n, handled + 1));
            n = next;
            for (int c : input) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    appendVariable(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.toString();
    }

    private static int smallestFrom(int[] input, int n) {
        int smallest = Integer.MAX_VALUE;
        for (int c : input) {
            if (c >= n && c < smallest) {
                smallest = c;
            }
        }
        return smallest;
    }

    private static void appendVariable(StringBuilder out, int delta, int bias) {
        int q = delta;
        for (int k = BASE; ; k += BASE) {
            int t = Math.max(T_MIN, Math.min(T_MAX, k - bias));
            if (q < t) {
                out.append(digit(q));
                return;
            }
            out.append(digit(t + (q - t) % (BASE - t)));
            q = (q - t) / (BASE - t);
        }
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int adapt(int delta, int points, boolean first) {
        int d = first ? delta / DAMP : delta / 2;
        d += d / points;
        int k = 0;
        while (d > ((BASE - T_MIN) * T_MAX) / 2) {
            d /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * d / (d + SKEW);
    }
}
