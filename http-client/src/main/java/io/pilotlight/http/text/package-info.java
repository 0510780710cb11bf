/** Text that streams. */
@NullMarked
package io.pilotlight.http.text;

import org.jspecify.annotations.NullMarked;
