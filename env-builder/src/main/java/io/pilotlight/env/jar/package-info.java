/** Jars by their coordinates: what they are called, which were chosen, and how they come into an environment. */
@NullMarked
package io.pilotlight.env.jar;

import org.jspecify.annotations.NullMarked;
