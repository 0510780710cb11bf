package io.pilotlight.core;

/** The languages that an environment can run. */
public enum Language {
    /** Java, on a Java virtual machine. */
    JAVA("Java"),
    /** Python 3, run by the interpreter of a virtual environment. */
    PYTHON("Python"),
    /** JavaScript, run by Node.js. */
    NODE("Node.js");

    private final String title;

    Language(String title) {
        this.title = title;
    }

    /**
     * Returns the language's name as people write it.
     *
     * @return for example {@code "Node.js"}
     */
    public String title() {
        return title;
    }
}
