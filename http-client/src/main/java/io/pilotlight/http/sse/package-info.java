/**
 * Server-sent events, read as the WHATWG's HTML standard says (section 9.2).
 *
 * <p>{@link io.pilotlight.http.sse.EventSource} is where to start.
 */
@NullMarked
package io.pilotlight.http.sse;

import org.jspecify.annotations.NullMarked;
