/** The two ends of HTTP in one vocabulary: a handler can be served on a port, or called in the same process. */
@NullMarked
package io.pilotlight.core.http;

import org.jspecify.annotations.NullMarked;
