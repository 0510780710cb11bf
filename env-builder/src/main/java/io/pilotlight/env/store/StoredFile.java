package io.pilotlight.env.store;

/**
 * One file of a stored wheel, a line of its manifest.
 *
 * @param kind how it gets into an environment
 * @param mode its permissions when it was stored, as a number
 * @param size its size in bytes
 * @param modified when it was last changed, in nanoseconds since 1970; compiled modules hang on it
 * @param hash the hash that RECORD has of it, or empty
 * @param path where it is, from the environment's folder
 * @param recorded its name in RECORD
 */
record StoredFile(Kind kind, int mode, long size, long modified, String hash, String path, String recorded) {
    private static final int FIELDS = 7;

    /** How a file gets into an environment. */
    enum Kind {
        /** As one more name of the stored file, where the file systems allow. */
        LINK,
        /** As a file of its own: it is likely to be written to. */
        COPY,
        /** Written anew with the environment's paths. */
        TEXT,
        /** The list of files, written anew with what changed in others. */
        RECORD
    }

    static boolean isWritable(String name) {
        return name.chars().noneMatch(c -> c == '\t' || c == '\n' || c == '\r' || c == 0);
    }

    static StoredFile parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("no line of a manifest: " + line);
        }
        return new StoredFile(
                Kind.valueOf(fields[0]),
                Integer.parseInt(fields[1], 8),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                fields[4],
                fields[5],
                fields[6]);
    }

    String line() {
        return String.join(
                "\t",
                kind.name(),
                Integer.toOctalString(mode),
                Long.toString(size),
                Long.toString(modified),
                hash,
                path,
                recorded);
    }
}
