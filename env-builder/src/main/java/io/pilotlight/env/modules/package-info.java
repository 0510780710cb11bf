/** Folders of installed packages, kept between environments that need exactly the same. */
@NullMarked
package io.pilotlight.env.modules;

import org.jspecify.annotations.NullMarked;
