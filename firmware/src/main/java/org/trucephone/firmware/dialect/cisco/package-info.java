/**
 * Cisco's telephone systems: the call manager's line side for third-party phones, and the
 * enterprise phones' own ways as Asterisk with the usecallmanager patch speaks them.
 *
 * <p>Front door: {@link org.trucephone.firmware.dialect.cisco.CucmDialect} and {@link
 * org.trucephone.firmware.dialect.cisco.UsecallmanagerDialect}. Pure. Tested against fakes written
 * from the makers' public descriptions, never against the real systems.
 */
@NullMarked
package org.trucephone.firmware.dialect.cisco;

import org.jspecify.annotations.NullMarked;
