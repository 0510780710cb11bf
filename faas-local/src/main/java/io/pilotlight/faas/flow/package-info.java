/** What walks through the rooms: the invocation, what was decided of it, and what the rooms ask of one another. */
@NullMarked
package io.pilotlight.faas.flow;

import org.jspecify.annotations.NullMarked;
