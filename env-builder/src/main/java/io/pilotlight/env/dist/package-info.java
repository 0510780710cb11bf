/** Installed Python packages: what their metadata says, read without Python. */
@NullMarked
package io.pilotlight.env.dist;

import org.jspecify.annotations.NullMarked;
