/** Virtual environments: builders that make them, and the environments that come out. */
@NullMarked
package io.pilotlight.env;

import org.jspecify.annotations.NullMarked;
