/** HTTP in front of a runtime: routes, events, answers. */
@NullMarked
package io.pilotlight.faas.gateway;

import org.jspecify.annotations.NullMarked;
