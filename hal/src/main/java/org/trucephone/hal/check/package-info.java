/**
 * {@code hal/check}: a board file's wiring as a table and a picture, and a test of its parts with a
 * person's help.
 *
 * <p>Front door: {@link org.trucephone.hal.check.Check}. {@code Wiring} and its printers are pure.
 * One thread. Nothing else in the program uses this package.
 */
@NullMarked
package org.trucephone.hal.check;

import org.jspecify.annotations.NullMarked;
