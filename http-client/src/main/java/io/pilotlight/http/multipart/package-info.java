/** Several contents in one body (RFC 7578). */
@NullMarked
package io.pilotlight.http.multipart;

import org.jspecify.annotations.NullMarked;
