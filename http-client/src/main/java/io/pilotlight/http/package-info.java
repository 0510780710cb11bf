/** A requests-style HTTP client: one-line calls, sessions, responses. */
@NullMarked
package io.pilotlight.http;

import org.jspecify.annotations.NullMarked;
