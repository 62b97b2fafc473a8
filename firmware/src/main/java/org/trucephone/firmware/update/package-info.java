/**
 * A new system for the phone: what an update says it is, whether it may be installed and when,
 * fetching it.
 *
 * <p>Front door: {@link org.trucephone.firmware.update.Updater}, on a thread of its own; it asks
 * {@link org.trucephone.firmware.update.Slots} to install and tells each step as a sentence. {@link
 * org.trucephone.firmware.update.Bundle} and {@link org.trucephone.firmware.update.QuietHour} are
 * pure. Must never import the stack, media, the screens or the phone.
 */
@NullMarked
package org.trucephone.firmware.update;

import org.jspecify.annotations.NullMarked;
