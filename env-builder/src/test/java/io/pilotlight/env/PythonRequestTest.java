package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonRequestTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3              | 3.8.0 3.13.1             | 2.7.18",
                "3.1            | 3.1.4                    | 3.10.0 3.11.0",
                "3.11           | 3.11.0 3.11.7            | 3.10.13 3.12.0 3.1.1",
                "3.11.7         | 3.11.7                   | 3.11.0 3.11.70",
                ">=3.9,<3.13    | 3.9.0 3.12.9             | 3.8.18 3.13.0",
                ">= 3.9 , < 3.10| 3.9.18                   | 3.10.0",
                "==3.11.*       | 3.11.0 3.11.9            | 3.1.1 3.12.0",
                "==3.11         | 3.11.0                   | 3.11.7",
                "===3.11.7      | 3.11.7                   | 3.11.8",
                "~=3.10         | 3.10.0 3.13.0            | 3.9.18 4.0.0",
                "~=3.10.2       | 3.10.2 3.10.13           | 3.10.1 3.11.0",
                "!=3.11.2       | 3.11.1 3.12.2            | 3.11.2",
                "!=3.11.*       | 3.10.0 3.12.0            | 3.11.0 3.11.2",
                ">3.8           | 3.8.1 3.9.0              | 3.8.0 3.7.9",
                "<=3.12         | 3.12.0 3.11.9            | 3.12.1",
            })
    void takesTheVersionsThatFitAndNoOthers(String text, String fitting, String others) {
        PythonVersions versions = PythonRequest.of(text).versions();

        assertThat(fitting.strip().split(" ")).allMatch(it -> versions.fits(PythonVersion.parse(it), false, false));
        assertThat(others.strip().split(" ")).noneMatch(it -> versions.fits(PythonVersion.parse(it), false, false));
    }

    @Test
    void comparesPreReleasesAsPep440Does() {
        PythonVersion number = PythonVersion.parse("3.14.0");

        assertThat(new String[] {"3.14", ">=3.13", "==3.14.*", "!=3.14.0", ">3.13"})
                .allMatch(text -> PythonRequest.of(text).versions().fits(number, true, false));
        assertThat(new String[] {">=3.14", "<3.14", "==3.14.0", "~=3.14.0"})
                .noneMatch(text -> PythonRequest.of(text).versions().fits(number, true, false));
    }

    @Test
    void tellsFreeThreadedBuildsApart() {
        PythonVersion number = PythonVersion.parse("3.13.1");

        assertThat(PythonRequest.of("3.13t").versions().fits(number, false, true))
                .isTrue();
        assertThat(PythonRequest.of("3.13t").versions().fits(number, false, false))
                .isFalse();
        assertThat(PythonRequest.of("3.13").versions().fits(number, false, true))
                .isFalse();
        assertThat(PythonRequest.of("cpython").versions().fits(number, false, true))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "pypy, PROPERTIES, pypy",
        "PyPy3.9, PROPERTIES, pypy",
        "pypy@3.9, PROPERTIES, pypy",
        "'pypy>=3.9,<3.11', PROPERTIES, pypy",
        "cpython3.12, PROPERTIES, cpython",
        "cpython@>=3.10, PROPERTIES, cpython",
        "python>=3.10, PROPERTIES, ''",
        "python3.11, PROGRAM, ''",
        "python, PROGRAM, ''",
        "my-python, PROGRAM, ''",
        ".venv, PLACE, ''",
        "/opt/python, PLACE, ''",
        "~=3.10, PROPERTIES, ''",
    })
    void tellsWhatIsMeant(String text, RequestForm form, String implementation) {
        PythonRequest request = PythonRequest.of(text);

        assertThat(request.form()).isEqualTo(form);
        assertThat(request.implementation()).isEqualTo(implementation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "3.",
                "3.x",
                "311",
                "3.11.7.1",
                "3.13.0rc1",
                ">=",
                ">=3.9,",
                ">=3.9;<4",
                "~=3",
                ">=3.9.*",
                "=3.11",
                "~>3.1",
                "3.9-3.11",
                "3.9 3.10",
                "3.11d",
                "99999999999",
                "pypy>=x"
            })
    void refusesWhatHasNoLawfulForm(String text) {
        assertThatThrownBy(() -> PythonRequest.of(text))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(text.isBlank() ? "the request is empty" : "'")
                .hasMessageContaining("3.11.7")
                .hasMessageContaining("pypy@3.9");
    }
}
