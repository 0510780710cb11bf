/** What is kept between runs: the folder for it, and files in it that only their owner can have written. */
@NullMarked
package io.pilotlight.env.cache;

import org.jspecify.annotations.NullMarked;
