/** The examples of the README, which a test compares with it. */
@NullMarked
package io.pilotlight.examples.readme;

import org.jspecify.annotations.NullMarked;
