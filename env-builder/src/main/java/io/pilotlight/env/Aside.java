package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in which something is made before it is moved to its place. However that ends, the folder and all programs are gone. */
final class Aside {
    private Aside() {}

    /** Fills the folder. */
    @FunctionalInterface
    interface Making {
        void fill(BuildSite.Workplace workplace) throws IOException;
    }

    /** Moves what was made; an end of the virtual machine waits for it. */
    @FunctionalInterface
    interface Moving {
        void move(Path made) throws IOException;
    }

    static void build(Path aside, Making making, Moving moving) throws IOException {
        try (Children children = new Children();
                ShutdownGuard guard = new ShutdownGuard(children, aside)) {
            try {
                Files.createDirectory(aside);
                making.fill(new BuildSite.Workplace(aside, children));
                guard.disarm();
                moving.move(aside);
            } finally {
                children.endAll();
                Trees.remove(aside);
            }
        }
    }
}
