/**
 * Other people's lists of people: what a few digits may mean in them, who a number belongs to.
 *
 * <p>Front door: {@link org.trucephone.firmware.directory.Directories}, which asks every {@link
 * org.trucephone.firmware.directory.Directory} on threads of its own and posts what they find; the
 * phone never waits for one. {@link org.trucephone.firmware.directory.Keypad} and {@link
 * org.trucephone.firmware.directory.Finds} are pure. Servers' protocols live in sub-packages; this
 * room imports none of the phone, the screens or the calls.
 */
@NullMarked
package org.trucephone.firmware.directory;

import org.jspecify.annotations.NullMarked;
