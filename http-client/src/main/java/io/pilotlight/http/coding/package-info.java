/** What Content-Encoding stands for, undone within limits. */
@NullMarked
package io.pilotlight.http.coding;

import org.jspecify.annotations.NullMarked;
