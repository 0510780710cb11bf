/**
 * Downloads to files, which go on where they stopped and are verified.
 *
 * <p>{@link io.pilotlight.http.download.Download} is where to start.
 */
@NullMarked
package io.pilotlight.http.download;

import org.jspecify.annotations.NullMarked;
