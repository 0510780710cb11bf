package io.pilotlight.env.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PEP 440 and PEP 508; {@code PackagingParityTest} compares them with the library that pip uses. */
class VersionsTest {
    @Test
    void standInTheOrderOfPep440() {
        List<String> ordered = List.of(
                "1.0.dev456",
                "1.0a1",
                "1.0a2.dev456",
                "1.0a12.dev456",
                "1.0a12",
                "1.0b1.dev456",
                "1.0b2",
                "1.0b2.post345.dev456",
                "1.0b2.post345",
                "1.0rc1.dev456",
                "1.0rc1",
                "1.0",
                "1.0+abc.5",
                "1.0+abc.7",
                "1.0+5",
                "1.0.post456.dev34",
                "1.0.post456",
                "1.0.15",
                "1.1.dev1",
                "1!0.1");
        assertThat(ordered.stream()
                        .map(it -> VersionNumber.parse(it).orElseThrow())
                        .toList())
                .isSorted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0 | ==1.0.0 | true",
                "1.0+local | ==1.0 | true",
                "1.0 | ==1.0+local | false",
                "1.4.2 | ~=1.4 | true",
                "2.0 | ~=1.4 | false",
                "1.4.5 | ~=1.4.5 | true",
                "1.5.0 | ~=1.4.5 | false",
                "1.1a1 | ==1.1.* | true",
                "1.1 | !=1.1.* | false",
                "1.7.post1 | >1.7 | false",
                "1.7.post1 | >1.7.post0 | true",
                "2.0rc1 | <2.0 | false",
                "1.9 | >=1.0,<2.0,!=1.9 | false",
                "odd | ===odd | true",
                "odd | >=1 | false",
            })
    void fitConditions(String version, String range, boolean fits) {
        assertThat(VersionRange.parse(range).orElseThrow().contains(version)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "python_version < '3.8' | false",
                "python_version >= \"3.10\" and sys_platform == 'linux' | true",
                "(os_name == 'nt' or python_version == '3.11') and 'inu' in sys_platform | true",
                "sys_platform not in 'win32 darwin' | true",
                "extra == 'test' | false",
                "unheard_of == '1' | false",
                "python_version < | false",
            })
    void requirementsCountWhereTheirMarkersHold(String marker, boolean holds) {
        Map<String, String> values =
                Map.of("python_version", "3.11", "sys_platform", "linux", "os_name", "posix", "extra", "");
        assertThat(Requirement.parse("a>1; " + marker).orElseThrow().appliesTo(values))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Typing_Extensions>=4.0 | typing-extensions | 4.1 | true",
                "a.b [x,y] (>=1,<2) ; python_version > '3' | a-b | 2 | false",
                "a @ https://example.org/a.whl | a | 1 | true",
                "a | a | 1 | true",
            })
    void requirementsAreReadInAllTheirForms(String text, String name, String version, boolean fits) {
        Requirement requirement = Requirement.parse(text).orElseThrow();
        assertThat(requirement.name()).isEqualTo(name);
        assertThat(requirement.allows(version)).isEqualTo(fits);
    }
}
