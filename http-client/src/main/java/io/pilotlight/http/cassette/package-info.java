/** Records what the network answers, and answers in its place: for tests without a network. */
@NullMarked
package io.pilotlight.http.cassette;

import org.jspecify.annotations.NullMarked;
