package io.pilotlight.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packages, through the user's own settings and local repository; downloads what is not there, once. */
class MavenCentralTest {
    @TempDir
    private Path folder;

    @Test
    void aPackageFromMavenCentralRunsWithWhatItNeeds() throws Exception {
        JavaEnvironment made = new JavaEnvBuilder(
                        JavaEnvBuilder.options().packages("junit:junit:4.13.2").build())
                .create(folder.resolve("env"));

        assertThat(made.packages())
                .containsExactly(
                        new InstalledPackage("junit:junit", "4.13.2"),
                        new InstalledPackage("org.hamcrest:hamcrest-core", "1.3"));
        assertThat(Shell.run(made.process(List.of("java", "junit.runner.Version"))))
                .isEqualTo(new Shell.Result(0, "4.13.2\n"));
    }

    @Test
    void aListOfManagedVersionsFromMavenCentralIsFollowed() {
        JavaEnvironment made = new JavaEnvBuilder(JavaEnvBuilder.options()
                        .managed("org.junit:junit-bom:5.14.1")
                        .packages("org.opentest4j:opentest4j:1.3.0", "org.junit.platform:junit-platform-commons")
                        .exclusions("org.apiguardian:*", "org.jspecify:*")
                        .build())
                .create(folder.resolve("env"));

        assertThat(made.packages())
                .containsExactly(
                        new InstalledPackage("org.opentest4j:opentest4j", "1.3.0"),
                        new InstalledPackage("org.junit.platform:junit-platform-commons", "1.14.1"));
    }
}
