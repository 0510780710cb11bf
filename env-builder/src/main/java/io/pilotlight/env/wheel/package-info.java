/** What an installer of Python packages writes: wheels unpacked, launch scripts, records of what was installed. */
@NullMarked
package io.pilotlight.env.wheel;

import org.jspecify.annotations.NullMarked;
