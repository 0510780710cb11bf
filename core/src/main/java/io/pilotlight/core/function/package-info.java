/** Functions: how they are declared, what goes in, what comes out, and the runtime that stands behind them. */
@NullMarked
package io.pilotlight.core.function;

import org.jspecify.annotations.NullMarked;
