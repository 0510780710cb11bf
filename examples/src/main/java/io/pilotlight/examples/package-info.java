/** The pilotlight command. */
@NullMarked
package io.pilotlight.examples;

import org.jspecify.annotations.NullMarked;
