/**
 * What telephone systems do differently, asked and answered: which numbers are feature codes, how a
 * ringing call is picked up, how a caller asks to be answered at once.
 *
 * <p>Front door: {@link org.trucephone.firmware.dialect.Dialects}; what the standards say is {@link
 * org.trucephone.firmware.dialect.Dialect} itself, a system's own ways live in a room of its name.
 * Pure: must never import a socket, a thread, a clock, the log, or the engine that asks.
 */
@NullMarked
package org.trucephone.firmware.dialect;

import org.jspecify.annotations.NullMarked;
