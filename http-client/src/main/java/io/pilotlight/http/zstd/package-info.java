/** A decoder of Zstandard (RFC 8878) in plain Java. */
@NullMarked
package io.pilotlight.http.zstd;

import org.jspecify.annotations.NullMarked;
