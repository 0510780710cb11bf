package io.pilotlight.http.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrotliTest {
    @Test
    void isAskedForOnlyWhereItsLibraryIs() throws Exception {
        assertThat(ContentDecoding.accepted()).isEqualTo("gzip, deflate, br, zstd");
        try (URLClassLoader without = new URLClassLoader(classPathWithoutIt(), ClassLoader.getPlatformClassLoader())) {
            Object accepted = without.loadClass(ContentDecoding.class.getName())
                    .getMethod("accepted")
                    .invoke(null);
            assertThat(accepted).isEqualTo("gzip, deflate, zstd");
        }
    }

    private static URL[] classPathWithoutIt() throws MalformedURLException {
        List<URL> kept = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("brotli")) {
                kept.add(Path.of(entry).toUri().toURL());
            }
        }
        return kept.toArray(URL[]::new);
    }
}
