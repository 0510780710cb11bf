package io.pilotlight.env.maven;

import io.pilotlight.env.jar.Coordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong and what to do about it. */
final class Failures {
    private static final int MOST_LINES = 20;

    private Failures() {}

    static ResolutionException of(List<Coordinates> wanted, boolean offline, Throwable failure) {
        List<String> lines = lines(failure);
        String names = wanted.stream().map(Coordinates::toString).collect(Collectors.joining(", "));
        // of the many causes, the one that names the file and the repository says most
        ArtifactTransferException transfer = cause(failure, ArtifactTransferException.class);
        String most = transfer == null ? lines.get(lines.size() - 1) : String.valueOf(transfer.getMessage());
        return new ResolutionException(
                "Cannot get the packages " + names + ": " + most + ". " + advice(offline, failure), lines, failure);
    }

    static ResolutionException settings(SettingsBuildingException failure) {
        List<String> lines = lines(failure);
        return new ResolutionException(
                "Maven's settings cannot be read: " + lines.get(lines.size() - 1)
                        + ". Mend the settings.xml, or name another one",
                lines,
                failure);
    }

    static ResolutionException noVersion(Coordinates wanted) {
        return new ResolutionException(
                "No version of " + wanted + " is named: write " + wanted.name()
                        + ":VERSION, or name a list of managed versions that has it",
                List.of(),
                null);
    }

    static ResolutionException offline(String name) {
        return new ResolutionException(
                "What " + name + " depends on is not in the local repository, and no other may be asked offline:"
                        + " create the environment once without offline",
                List.of(),
                null);
    }

    private static String advice(boolean offline, Throwable failure) {
        if (offline) {
            return "No remote repository is asked offline: create the environment once without offline";
        }
        if (cause(failure, GuardedLocalRepository.UnsafeNameException.class) != null) {
            return "Do not use this repository";
        }
        ChecksumFailureException checksum = cause(failure, ChecksumFailureException.class);
        if (checksum != null) {
            return checksum.getExpected().isEmpty()
                    ? "The repository has no checksum of it: use another one, or allow it with lenientChecksums"
                    : "The file is damaged or was exchanged: try again later, or use another repository";
        }
        return cause(failure, ArtifactNotFoundException.class) == null
                ? "Look whether the repositories can be reached"
                : "Check its name and version, and that a repository has it";
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }

    /** The resolver's messages often repeat those of their causes. */
    private static List<String> lines(Throwable failure) {
        List<String> lines = new ArrayList<>();
        for (Throwable each = failure; each != null && lines.size() < MOST_LINES; each = each.getCause()) {
            String message = String.valueOf(each.getMessage()).strip();
            lines.add(each.getMessage() == null ? each.getClass().getSimpleName() : message);
        }
        return lines;
    }
}
