/** The HTTP client beside Python's requests: the same cases through both, in one run, and what differs. */
@NullMarked
package io.pilotlight.examples.parity;

import org.jspecify.annotations.NullMarked;
