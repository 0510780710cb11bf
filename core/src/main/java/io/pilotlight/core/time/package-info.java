/** Time as something that is handed in: the wall clock, elapsed time and scheduling, real or moved by a test. */
@NullMarked
package io.pilotlight.core.time;

import org.jspecify.annotations.NullMarked;
