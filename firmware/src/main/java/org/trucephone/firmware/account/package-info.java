/**
 * Registration as a pure state machine, with the reason of a failure in words; what lamps are told
 * of other phones.
 *
 * <p>Front door: {@link org.trucephone.firmware.account.RegistrationMachine}, {@link
 * org.trucephone.firmware.account.Watched}. Pure: time is an argument; must never import a socket,
 * a thread, a clock or the log.
 */
@NullMarked
package org.trucephone.firmware.account;

import org.jspecify.annotations.NullMarked;
