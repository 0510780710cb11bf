/** Maven Resolver, which is an optional dependency: nothing outside of this package knows its classes. */
@NullMarked
package io.pilotlight.env.maven;

import org.jspecify.annotations.NullMarked;
