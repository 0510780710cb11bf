/** The third room: may it run now? Holds the limit and the queue. */
@NullMarked
package io.pilotlight.faas.admission;

import org.jspecify.annotations.NullMarked;
