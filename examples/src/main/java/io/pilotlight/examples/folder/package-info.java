/** Functions of a folder: what serve and invoke run. */
@NullMarked
package io.pilotlight.examples.folder;

import org.jspecify.annotations.NullMarked;
