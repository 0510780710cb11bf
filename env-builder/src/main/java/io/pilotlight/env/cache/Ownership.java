package io.pilotlight.env.cache;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** Tells files that only the user of this process can have written from others. */
final class Ownership {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private Ownership() {}

    /** Says whether the system has owners and permissions in the manner of POSIX. */
    static boolean isKnown() {
        return POSIX;
    }

    /** Says whether a file or folder, not what a link leads to, is the user's, and can be written by nobody else. */
    static boolean isMineAlone(PosixFileAttributes file) throws IOException {
        return isMe(file.owner())
                && !file.permissions().contains(PosixFilePermission.GROUP_WRITE)
                && !file.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    static boolean isMine(Path file) throws IOException {
        return !POSIX || isMe(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS));
    }

    static boolean isRoot() {
        return POSIX && processOwner().filter("root"::equals).isPresent();
    }

    private static boolean isMe(UserPrincipal owner) throws IOException {
        Optional<String> name = processOwner();
        return name.isPresent() ? name.get().equals(owner.getName()) : Nameless.USER.equals(owner);
    }

    private static Optional<String> processOwner() {
        return Known.PROCESS_OWNER;
    }

    /** Read when it is first asked for. */
    private static final class Known {
        private static final Optional<String> PROCESS_OWNER =
                ProcessHandle.current().info().user();
    }

    /** A user without a name, as in many containers, is known by what it makes. */
    private static final class Nameless {
        private static final UserPrincipal USER = ownerOfNewFile();

        private static UserPrincipal ownerOfNewFile() {
            try {
                Path file = Files.createTempFile("pilotlight", ".owner");
                try {
                    return Files.getOwner(file);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException nothingCanBeWritten) {
                // equal to no owner of a file
                return () -> "";
            }
        }
    }
}
