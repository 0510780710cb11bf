/** The mechanics of cookies: dates, fields, matching, and the cookies.txt format; knows no session. */
@NullMarked
package io.pilotlight.http.cookie;

import org.jspecify.annotations.NullMarked;
