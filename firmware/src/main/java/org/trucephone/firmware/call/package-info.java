/**
 * Calls and transfers as pure state machines (RFC 3261 13–15, RFC 3515, as the person lives them),
 *
 * <p>Front door: {@link org.trucephone.firmware.call.CallMachine}. Pure: state, event and time in,
 * next state and effects out. Also {@link org.trucephone.firmware.call.TransferMachine}, {@link
 * org.trucephone.firmware.call.Emergency}.
 */
@NullMarked
package org.trucephone.firmware.call;

import org.jspecify.annotations.NullMarked;
