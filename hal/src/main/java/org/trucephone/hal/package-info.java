/**
 * The opened set of a board's parts, and what happens to them.
 *
 * <p>Front door: {@link org.trucephone.hal.Boards#open}, which gives a {@link
 * org.trucephone.hal.Hardware}. Its threads are {@code hardware} (codec, lamps, hook), {@code
 * display} and {@code keypad}; each part is asked once a second whether it is still there. Must
 * never import Pi4J, a network class or anything of the firmware: a part reports, the phone
 * decides.
 */
@NullMarked
package org.trucephone.hal;

import org.jspecify.annotations.NullMarked;
