/** Files that are there whole or not at all. */
@NullMarked
package io.pilotlight.http.file;

import org.jspecify.annotations.NullMarked;
