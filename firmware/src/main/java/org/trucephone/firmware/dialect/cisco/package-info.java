/**
 * Cisco's telephone systems: the call manager's line side for third-party phones.
 *
 * <p>Front door: {@link org.trucephone.firmware.dialect.cisco.CucmDialect}. Pure. Tested against
 * fakes written from the makers' public descriptions, never against the real systems.
 */
@NullMarked
package org.trucephone.firmware.dialect.cisco;

import org.jspecify.annotations.NullMarked;
