/** What is shown to people: aligned columns, progress where one waits, colour only on a terminal. */
@NullMarked
package io.pilotlight.examples.console;

import org.jspecify.annotations.NullMarked;
