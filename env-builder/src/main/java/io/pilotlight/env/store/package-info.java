/** Installed packages, kept to be linked into environments. */
@NullMarked
package io.pilotlight.env.store;

import org.jspecify.annotations.NullMarked;
