/** Servers that put a handler on a port. */
@NullMarked
package io.pilotlight.server;

import org.jspecify.annotations.NullMarked;
