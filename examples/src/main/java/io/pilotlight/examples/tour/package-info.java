/** The tour: the main job of Pilotlight, end to end, on real data. */
@NullMarked
package io.pilotlight.examples.tour;

import org.jspecify.annotations.NullMarked;
