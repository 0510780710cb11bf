/** Certificates and keys from PEM files, and what JSSE makes of them. Knows nothing of requests. */
@NullMarked
package io.pilotlight.http.tls;

import org.jspecify.annotations.NullMarked;
