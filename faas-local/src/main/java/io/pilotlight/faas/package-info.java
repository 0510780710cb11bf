/** The function runtime: it deploys, invokes, scales to zero, and meters. */
@NullMarked
package io.pilotlight.faas;

import org.jspecify.annotations.NullMarked;
