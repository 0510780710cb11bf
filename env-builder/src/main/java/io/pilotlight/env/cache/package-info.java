/** Where what can be made again is kept. */
@NullMarked
package io.pilotlight.env.cache;

import org.jspecify.annotations.NullMarked;
