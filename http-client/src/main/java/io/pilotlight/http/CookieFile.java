package io.pilotlight.http;

import io.pilotlight.http.cookie.CookiesTxt;
import io.pilotlight.http.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cookies in a cookies.txt. */
final class CookieFile {
    private CookieFile() {}

    static List<Cookie> read(Path file) {
        List<Cookie> cookies = new ArrayList<>();
        try {
            for (CookiesTxt.Line line : CookiesTxt.read(Files.readAllBytes(file))) {
                cookies.add(Cookie.of(line));
            }
            return cookies;
        } catch (NoSuchFileException e) {
            throw new StateFileException(
                    "There is no cookie file " + file + "; start with new CookieJar() and save it there", file, e);
        } catch (IOException e) {
            throw new StateFileException(
                    "The cookie file " + file + " cannot be read; see that it is a file that you may read", file, e);
        } catch (CookiesTxt.MalformedLineException e) {
            throw new StateFileException(
                    "Line " + e.line() + " of the cookie file " + file + " " + e.getMessage()
                            + "; mend the line, or take it out",
                    file,
                    e.line());
        }
    }

    static void write(Path file, List<Cookie> cookies) {
        try {
            WholeFile.write(
                    file, CookiesTxt.write(cookies.stream().map(Cookie::line).toList()));
        } catch (IOException e) {
            throw new StateFileException(
                    "The cookie file " + file + " cannot be written; see that its folder exists and may be written to",
                    file,
                    e);
        }
    }
}
