/** The HTTP client beside Python's requests: what generators think of through both, in one run, and what differs. */
@NullMarked
package io.pilotlight.examples.property;

import org.jspecify.annotations.NullMarked;
