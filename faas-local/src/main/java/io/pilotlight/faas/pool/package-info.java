/** The fourth room: who runs it? Warm workers, cold starts, and none when idle. */
@NullMarked
package io.pilotlight.faas.pool;

import org.jspecify.annotations.NullMarked;
