/**
 * The opened set of a board's parts, and what happens to them.
 *
 * <p>Front door: {@link org.trucephone.hal.Hardware}. Must never import Pi4J, a network class or
 * anything of the firmware: a part reports, the phone decides.
 */
@NullMarked
package org.trucephone.hal;

import org.jspecify.annotations.NullMarked;
