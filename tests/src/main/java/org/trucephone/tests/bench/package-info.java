/**
 * Measurements printed on demand; nothing here passes or fails by a figure.
 *
 * <p>Front door: the scripts under tests/bench. But for {@code Flush} and {@code Lookup}, which
 * time a display driver and the directory, it never imports the phone's own classes.
 */
@NullMarked
package org.trucephone.tests.bench;

import org.jspecify.annotations.NullMarked;
