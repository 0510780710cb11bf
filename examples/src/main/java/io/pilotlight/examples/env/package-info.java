/** What a program does with env-builder: a builder of its own. */
@NullMarked
package io.pilotlight.examples.env;

import org.jspecify.annotations.NullMarked;
