/** What Pilotlight costs, beside a peer or the limit of the machine, measured in the same run. */
@NullMarked
package io.pilotlight.benchmarks;

import org.jspecify.annotations.NullMarked;
