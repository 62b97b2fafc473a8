/**
 * What the person keeps: the call log and the contacts, stored so that a power cut loses nothing
 * already told.
 *
 * <p>Front door: {@code CallLog}, {@code Contacts}. Must never import signalling, media or the
 * screens.
 */
@NullMarked
package org.trucephone.firmware.history;

import org.jspecify.annotations.NullMarked;
