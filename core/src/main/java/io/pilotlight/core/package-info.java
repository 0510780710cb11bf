/** What all of Pilotlight stands on: the root of its exceptions, and the place where code runs. */
@NullMarked
package io.pilotlight.core;

import org.jspecify.annotations.NullMarked;
