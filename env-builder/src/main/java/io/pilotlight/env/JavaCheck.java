package io.pilotlight.env;

import io.pilotlight.env.Problem.Kind;
import io.pilotlight.env.jar.JarLock;
import io.pilotlight.env.jar.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for what is wrong with a Java environment; starts no Java. */
final class JavaCheck {
    private final JavaEnvironment environment;
    private final CheckDepth depth;
    private final List<Problem> problems = new ArrayList<>();

    JavaCheck(JavaEnvironment environment, CheckDepth depth) {
        this.environment = environment;
        this.depth = depth;
    }

    List<Problem> problems() {
        interpreter();
        jars();
        return List.copyOf(problems);
    }

    private void interpreter() {
        Path java = environment.interpreter();
        if (Files.notExists(java, LinkOption.NOFOLLOW_LINKS)) {
            add(Kind.INTERPRETER, java, "is missing");
        } else if (!Files.exists(java)) {
            add(Kind.BASE, java, "leads nowhere: the Java of which this environment was made is gone");
        } else if (!Files.isExecutable(java)) {
            add(Kind.INTERPRETER, java, "cannot be run");
        }
    }

    private void jars() {
        Optional<JarLock> lock;
        try {
            lock = JavaFiles.lock(environment.directory());
        } catch (DirectoryException damaged) {
            add(Kind.METADATA, environment.directory().resolve(JavaFiles.LOCK), "is damaged");
            return;
        }
        if (lock.isEmpty()) {
            return;
        }
        List<String> names = lock.get().fileNames();
        for (int i = 0; i < names.size(); i++) {
            jar(
                    JavaFiles.lib(environment.directory()).resolve(names.get(i)),
                    lock.get().entries().get(i));
        }
    }

    private void jar(Path jar, JarLock.Entry entry) {
        try {
            if (!Files.isRegularFile(jar)) {
                add(Kind.FILE, jar, "is missing");
            } else if (depth == CheckDepth.FULL && !Jars.sha256(jar).equals(entry.sha256())) {
                add(Kind.FILE, jar, "is not the file that was installed");
            }
        } catch (IOException e) {
            add(Kind.FILE, jar, "cannot be read");
        }
    }

    private void add(Kind kind, Path path, String what) {
        problems.add(new Problem(kind, path, path + " " + what + ". Repair the environment, or make it anew"));
    }
}
