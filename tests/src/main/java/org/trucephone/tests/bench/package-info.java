/**
 * Measurements printed on demand; nothing here passes or fails by a figure.
 *
 * <p>Front door: the scripts under tests/bench. But for {@code Flush}, which times a display
 * driver, it never imports the phone's own classes.
 */
@NullMarked
package org.trucephone.tests.bench;

import org.jspecify.annotations.NullMarked;
