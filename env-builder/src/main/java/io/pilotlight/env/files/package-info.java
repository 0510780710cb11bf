/** Folders that appear whole: locks, staging folders, removal. */
@NullMarked
package io.pilotlight.env.files;

import org.jspecify.annotations.NullMarked;
