/** The first room: gives an event its identity and its time. */
@NullMarked
package io.pilotlight.faas.intake;

import org.jspecify.annotations.NullMarked;
