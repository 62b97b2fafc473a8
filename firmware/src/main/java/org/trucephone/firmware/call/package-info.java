/**
 * One call as a pure state machine (RFC 3261 13–15 as the person lives it).
 *
 * <p>Front door: {@link org.trucephone.firmware.call.CallMachine}. Pure: state, event and time in,
 * next state and effects out.
 */
@NullMarked
package org.trucephone.firmware.call;

import org.jspecify.annotations.NullMarked;
