/** Scripts that activate an environment in a shell, for any language and any shell. */
@NullMarked
package io.pilotlight.env.activation;

import org.jspecify.annotations.NullMarked;
