package io.pilotlight.env.wheel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of the programs that pip makes, which differs between its versions: read out of pip's own wheel. */
public final class ScriptTemplate {
    private static final Pattern OWN =
            Pattern.compile("script_template = textwrap\\.dedent\\(\\s*\"\"\"\\\\\\n(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern SHARED =
            Pattern.compile("^SCRIPT_TEMPLATE = r'''(.*?)'''", Pattern.DOTALL | Pattern.MULTILINE);

    private final String text;

    private ScriptTemplate(String text) {
        this.text = text;
    }

    /**
     * Takes a body as it is.
     *
     * @param text a template in Python's format syntax
     * @return the template
     */
    public static ScriptTemplate of(String text) {
        return new ScriptTemplate(text);
    }

    /**
     * Reads the body that a version of pip gives to programs.
     *
     * @param wheel pip's wheel
     * @return the template
     * @throws IOException if the wheel is damaged, or holds no such template
     */
    public static ScriptTemplate ofPip(Path wheel) throws IOException {
        try (WheelFile file = new WheelFile(wheel)) {
            Matcher own = OWN.matcher(file.text("pip/_internal/operations/install/wheel.py"));
            if (own.find()) {
                return new ScriptTemplate(own.group(1).stripIndent());
            }
            Matcher shared = SHARED.matcher(file.text("pip/_vendor/distlib/scripts.py"));
            if (shared.find()) {
                return new ScriptTemplate(shared.group(1));
            }
            throw new IOException(wheel + " holds no template for programs: it is a pip that is not known here");
        }
    }

    String body(EntryPoints.Script script) {
        return text.replace("%(module)s", script.module())
                .replace("%(import_name)s", script.function().split("\\.", 2)[0])
                .replace("%(func)s", script.function());
    }
}
