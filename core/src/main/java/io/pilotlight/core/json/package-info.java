/** JSON behind one small interface, so that no other room names a JSON library. */
@NullMarked
package io.pilotlight.core.json;

import org.jspecify.annotations.NullMarked;
