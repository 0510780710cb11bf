/** What the runtime tells about itself: usage for each function, and listeners. */
@NullMarked
package io.pilotlight.faas.usage;

import org.jspecify.annotations.NullMarked;
