package io.pilotlight.env;

import io.pilotlight.core.Environment;
import java.util.List;

/** An environment on disk that this library can look into and look after, of whatever language. */
public sealed interface VirtualEnvironment extends Environment
        permits PythonEnvironment, NodeEnvironment, JavaEnvironment {

    /**
     * Lists the packages that are installed in the environment, without starting its interpreter.
     *
     * @return the packages by name
     * @throws DirectoryException if the environment cannot be read
     */
    List<InstalledPackage> packages();

    /**
     * Removes the environment with all that is in its folder. It disappears at once.
     *
     * @throws DirectoryException if it cannot be removed
     * @throws InterruptedBuildException if the thread is interrupted while another one makes the environment
     */
    void remove();
}
