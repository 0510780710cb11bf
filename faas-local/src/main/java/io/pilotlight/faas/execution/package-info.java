/** The fifth room: runs an invocation under its deadline, on a thread or in a process. */
@NullMarked
package io.pilotlight.faas.execution;

import org.jspecify.annotations.NullMarked;
