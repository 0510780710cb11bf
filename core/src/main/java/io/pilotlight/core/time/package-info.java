/**
 * Time as something that is handed in: the wall clock, elapsed time, scheduling and waiting, real or moved by a test.
 *
 * <p>What waits or reads a clock does it through {@link io.pilotlight.core.time.Time}. A thread that hands work to
 * another announces a {@link io.pilotlight.core.time.Turn}, so that {@link io.pilotlight.core.time.VirtualTime} knows
 * who is about to run: nothing moves until the test moves it, what falls due runs in order, and threads run one at a
 * time until they rest.
 */
@NullMarked
package io.pilotlight.core.time;

import org.jspecify.annotations.NullMarked;
