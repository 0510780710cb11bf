/** The last room: settles each invocation once, meters it and tells those who listen. */
@NullMarked
package io.pilotlight.faas.ledger;

import org.jspecify.annotations.NullMarked;
