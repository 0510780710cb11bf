package io.pilotlight.env;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What pip found for some requirements.
 *
 * @param made when it looked
 * @param offline whether it did without the network, and so may have missed newer versions
 * @param packages what it installed
 */
record Resolution(Instant made, boolean offline, List<ResolvedPackage> packages) {
    private static final String FIRST_LINE = "pilotlight-resolution 1";

    Resolution {
        packages = List.copyOf(packages);
    }

    static Optional<Resolution> parse(List<String> lines) {
        if (lines.size() < 3 || !lines.get(0).equals(FIRST_LINE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Resolution(
                    Instant.parse(lines.get(1)),
                    Boolean.parseBoolean(lines.get(2)),
                    lines.subList(3, lines.size()).stream()
                            .map(ResolvedPackage::parse)
                            .toList()));
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(FIRST_LINE, made.toString(), Boolean.toString(offline)));
        packages.forEach(one -> lines.add(one.line()));
        return lines;
    }

    /** Says whether it can be taken for what pip would find now. */
    boolean holds(PackageOptions options, PackageRequest request) {
        if (options.offline() || request.pins(packages)) {
            return true;
        }
        Duration age = Duration.between(made, options.time().now());
        return !offline && !age.isNegative() && age.compareTo(options.resolutionAge()) < 0;
    }

    /** Returns the same as if each package had been asked for: so it is when they are installed from a lock. */
    Resolution allRequested() {
        return new Resolution(
                made,
                offline,
                packages.stream()
                        .map(it ->
                                new ResolvedPackage(it.name(), it.version(), it.url(), it.sha256(), it.direct(), true))
                        .toList());
    }
}
