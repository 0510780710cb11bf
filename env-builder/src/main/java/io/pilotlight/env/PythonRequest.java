package io.pilotlight.env;

import java.io.File;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a Python.
 *
 * @param text as it was asked
 * @param form how to look
 * @param implementation the {@code sys.implementation.name} that it must have; an empty text for any
 * @param versions the versions that it must have
 */
record PythonRequest(String text, RequestForm form, String implementation, PythonVersions versions) {
    static final PythonRequest ANY = new PythonRequest("3.8 or later", RequestForm.PROPERTIES, "", PythonVersions.ANY);
    static final String PYPY = "pypy";
    static final String CPYTHON = "cpython";

    /** {@code python3.11} may be the name of a program, and says a version all the same. */
    private static final Pattern USUAL_NAME = Pattern.compile("python(\\d(?:\\.\\d{1,4}){0,2}t?)?");

    private static final Pattern IMPLEMENTED =
            Pattern.compile("(cpython|pypy|graalpy|python)(?:@?(\\d(?:\\.\\d{1,4}){0,2}t?)|@?([<>=!~].*))?");
    private static final Pattern PLACE = Pattern.compile("\\..*|[A-Za-z]:.*");

    /**
     * Reads a request.
     *
     * @throws OptionException if it has no lawful form: then no machine could answer it
     */
    static PythonRequest of(String asked) {
        String text = asked.strip();
        if (text.isEmpty()) {
            throw refused("the request is empty");
        }
        if (text.contains("/")
                || text.contains(File.separator)
                || PLACE.matcher(text).matches()) {
            return new PythonRequest(text, RequestForm.PLACE, "", PythonVersions.ANY);
        }
        if (Character.isDigit(text.charAt(0)) || "<>=!~".indexOf(text.charAt(0)) >= 0) {
            return new PythonRequest(text, RequestForm.PROPERTIES, "", PythonVersions.of(text));
        }
        Matcher usual = USUAL_NAME.matcher(text);
        if (usual.matches()) {
            return new PythonRequest(text, RequestForm.PROGRAM, "", versions(usual.group(1)));
        }
        Matcher implemented = IMPLEMENTED.matcher(text.toLowerCase(Locale.ROOT));
        if (implemented.matches()) {
            String version = implemented.group(2) == null ? implemented.group(3) : implemented.group(2);
            String name = implemented.group(1).equals("python") ? "" : implemented.group(1);
            return new PythonRequest(text, RequestForm.PROPERTIES, name, versions(version));
        }
        return new PythonRequest(text, RequestForm.PROGRAM, "", PythonVersions.ANY);
    }

    static OptionException refused(String what) {
        return new OptionException("This is no request for a Python: " + what
                + ". Write a version (3, 3.11, 3.11.7, 3.13t), specifiers as PEP 440 has them for releases"
                + " (>=3.9,<3.13 or ==3.11.* or ~=3.10 or !=3.11.2), an implementation with or without them"
                + " (pypy, pypy3.9, pypy@3.9, cpython>=3.10), the name of a program on PATH (python3.11), or a path"
                + " (/usr/bin/python3, ./.venv, /opt/python)");
    }

    /** Returns the same request of another implementation. */
    PythonRequest implementedBy(String name) {
        return new PythonRequest(text, form, name, versions);
    }

    boolean fits(PythonInterpreter python) {
        return (implementation.isEmpty() || implementation.equals(python.implementation())) && versions.fits(python);
    }

    /** Says whether the name of the program tells a version too, so that others may stand in for it. */
    boolean isUsualName() {
        return form == RequestForm.PROGRAM && USUAL_NAME.matcher(text).matches();
    }

    private static PythonVersions versions(@Nullable String text) {
        return text == null ? PythonVersions.ANY : PythonVersions.of(text);
    }
}
