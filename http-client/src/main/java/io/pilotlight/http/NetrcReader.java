package io.pilotlight.http;

import io.pilotlight.http.cookie.Matching;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads the words of a netrc file: separated by blanks, quoted or escaped by a backslash, remarks from a hash on. */
final class NetrcReader {
    private final String text;
    private final Path file;
    private final Map<String, Entry> entries = new HashMap<>();
    private int at;
    private int line = 1;

    private NetrcReader(String text, Path file) {
        this.text = text;
        this.file = file;
    }

    /** A name, which may be the account, and a password; and the line on which it begins. */
    record Entry(String login, String account, String password, int line) {
        static final Entry EMPTY = new Entry("", "", "", 0);

        boolean saysNothing() {
            return login.isEmpty() && account.isEmpty() && password.isEmpty();
        }

        private String user() {
            return login.isEmpty() ? account : login;
        }

        Auth auth() {
            return Auth.basic(user(), password);
        }
    }

    /** Returns the entries by host; under the empty name the one for every other. */
    static Map<String, Entry> read(String text, Path file) {
        NetrcReader reader = new NetrcReader(text, file);
        reader.read();
        return reader.entries;
    }

    private void read() {
        for (String word = nextWord(); !word.isEmpty(); word = nextWord()) {
            switch (word) {
                case "machine" -> entry(Matching.canonical(value("machine")));
                case "default" -> entry("");
                case "macdef" -> skipMacro();
                default -> throw malformed("has a word where machine, default or macdef belongs");
            }
        }
    }

    private void entry(String host) {
        Entry entry = new Entry("", "", "", line);
        while (true) {
            int before = at;
            int lineBefore = line;
            String word = nextWord();
            switch (word) {
                case "login", "user" -> entry = new Entry(value(word), entry.account(), entry.password(), entry.line());
                case "account" -> entry = new Entry(entry.login(), value(word), entry.password(), entry.line());
                case "password" -> entry = new Entry(entry.login(), entry.account(), value(word), entry.line());
                case "", "machine", "default", "macdef" -> {
                    keep(host, entry);
                    at = before;
                    line = lineBefore;
                    return;
                }
                default -> throw malformed("has a word where login, account or password belongs");
            }
        }
    }

    private void keep(String host, Entry entry) {
        if (entry.user().indexOf(':') >= 0) {
            throw malformed("ends an entry whose login holds a colon, which basic auth cannot carry");
        }
        entries.put(host, entry);
    }

    /** A macro ends with an empty line. */
    private void skipMacro() {
        value("macdef");
        String rest;
        endOfLine();
        do {
            int from = at;
            endOfLine();
            rest = text.substring(from, at).strip();
        } while (!rest.isEmpty() && at < text.length());
    }

    private String value(String of) {
        skipBlanks();
        if (at >= text.length()) {
            throw malformed("ends without a value for " + of);
        }
        return word();
    }

    /** Returns the next word that is no remark; empty at the end. */
    private String nextWord() {
        skipBlanks();
        while (at < text.length() && text.charAt(at) == '#') {
            endOfLine();
            skipBlanks();
        }
        if (at >= text.length()) {
            return "";
        }
        String word = word();
        if (word.isEmpty()) {
            throw malformed("has an empty word where a key word belongs");
        }
        return word;
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        boolean quoted = text.charAt(at) == '"';
        at += quoted ? 1 : 0;
        while (at < text.length() && (quoted ? text.charAt(at) != '"' : !isBlank(text.charAt(at)))) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            if (text.charAt(at) == '\n') {
                throw malformed("has a quote or a backslash that does not end");
            }
            word.append(text.charAt(at++));
        }
        if (quoted && at >= text.length()) {
            throw malformed("has a quote that does not end");
        }
        at += quoted ? 1 : 0;
        return word.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            line += text.charAt(at++) == '\n' ? 1 : 0;
        }
    }

    private void endOfLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
        if (at < text.length()) {
            at++;
            line++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Says which line is at fault, and quotes nothing of it: what looks like a key word may be a password. */
    private StateFileException malformed(String how) {
        return new StateFileException(
                "Line " + line + " of the netrc file " + file + " " + how
                        + "; write machine HOST login NAME password SECRET",
                file,
                line);
    }
}
