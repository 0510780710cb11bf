/**
 * HTTP/1.1 over sockets, to the letter: writes a request as it is given, and reads an answer as Python's http.client does.
 *
 * <p>Pure mechanics: knows no session, follows nothing, decodes nothing. What goes wrong is a {@link
 * io.pilotlight.http.wire.WireException}.
 */
@NullMarked
package io.pilotlight.http.wire;

import org.jspecify.annotations.NullMarked;
