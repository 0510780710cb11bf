package io.pilotlight.http;

import io.pilotlight.http.cookie.Matching;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names and passwords by host, from a file as ftp, curl and Python read it: {@code machine HOST login NAME password SECRET}, and
 * {@code default} for every other host.
 *
 * <p>Immutable, and read only when told so. Hosts are compared without their ports and without regard to case; of two entries for
 * one host the later counts; one with neither name nor password signs nothing.
 */
public final class Netrc {
    /** By host; under the empty name the one for every other. */
    private final Map<String, NetrcReader.Entry> entries;

    private Netrc(Map<String, NetrcReader.Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /**
     * Reads a file.
     *
     * @param file the file, in UTF-8
     * @return its names and passwords
     * @throws StateFileException if it cannot be read, or a line of it is not understood
     */
    public static Netrc load(Path file) {
        try {
            return new Netrc(NetrcReader.read(Files.readString(file), file));
        } catch (CharacterCodingException e) {
            throw new StateFileException("The netrc file " + file + " is not in UTF-8; save it in that", file, e);
        } catch (IOException e) {
            throw new StateFileException(
                    "The netrc file " + file + " cannot be read; see that it is there and that you may read it",
                    file,
                    e);
        }
    }

    /**
     * Reads the file that variables name: {@code NETRC}, or else {@code .netrc} or {@code _netrc} in the folder {@code HOME}.
     *
     * @param variables such as {@code System.getenv()}
     * @return the names and passwords; none if the home has no such file
     * @throws StateFileException if the file cannot be read, if {@code NETRC} names none, or if a line is not understood
     */
    public static Netrc fromEnvironment(Map<String, String> variables) {
        String named = variables.getOrDefault("NETRC", "");
        String home = variables.getOrDefault("HOME", "");
        if (!named.isEmpty()) {
            boolean inHome = named.startsWith("~/") && !home.isEmpty();
            return load(inHome ? Path.of(home, named.substring(2)) : Path.of(named));
        }
        for (String name : new String[] {".netrc", "_netrc"}) {
            Path file = Path.of(home, name);
            if (!home.isEmpty() && Files.exists(file)) {
                return load(file);
            }
        }
        return new Netrc(Map.of());
    }

    /**
     * Finds who signs a URL.
     *
     * @param url a prepared URL; user information in it makes no difference
     * @return basic auth in UTF-8, if the file has an entry for its host, or for every other
     */
    public Optional<Auth> auth(String url) {
        return entry(url).map(NetrcReader.Entry::auth);
    }

    /** Returns the line on which the entry begins that signs a URL. */
    Optional<Integer> line(String url) {
        return entry(url).map(NetrcReader.Entry::line);
    }

    private Optional<NetrcReader.Entry> entry(String url) {
        if (!url.toLowerCase(Locale.ROOT).startsWith("http")) {
            return Optional.empty();
        }
        String host;
        try {
            host = Matching.canonical(Url.parse(url).host());
        } catch (InvalidUrlException e) {
            return Optional.empty();
        }
        if (host.isEmpty()) {
            return Optional.empty();
        }
        NetrcReader.Entry otherwise = entries.getOrDefault("", NetrcReader.Entry.EMPTY);
        NetrcReader.Entry found = entries.getOrDefault(host, otherwise);
        return found.saysNothing() ? Optional.empty() : Optional.of(found);
    }

    /** Returns how many entries there are, and nothing of them. */
    @Override
    public String toString() {
        return "Netrc[" + entries.size() + " entries]";
    }
}
