/** Child processes that end with whoever started them. */
@NullMarked
package io.pilotlight.env.child;

import org.jspecify.annotations.NullMarked;
