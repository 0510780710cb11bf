package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each text against what the machine's Python and shell make of it. */
class PythonTextTest {
    private final String python = PythonInterpreter.find().executable().toString();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "it's",
                "it's \"x\"",
                "\"x\"",
                "tab\tand \\ back",
                "a\u00a0b",
                "\u2603 \ud83d\ude00 \u00e9",
                "\u200b\u2028\ue000\u0085\u007f\u0001",
                "\udb40\udc01",
                "a@%+=:,./_-Z9",
                "a b$c`d"
            })
    void isWrittenAsPythonWritesIt(String text) throws Exception {
        String code = "import shlex, sys; t = bytes.fromhex(sys.argv[1]).decode(); "
                + "sys.stdout.buffer.write((repr(t) + '\\0' + shlex.quote(t)).encode())";

        Shell.Result result =
                Shell.run(python, "-c", code, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));

        assertThat(PythonText.repr(text) + "\0" + PythonText.shellQuote(text)).isEqualTo(result.output());
    }
}
