/** The second room: from a name to a function. */
@NullMarked
package io.pilotlight.faas.routing;

import org.jspecify.annotations.NullMarked;
