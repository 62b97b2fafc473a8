/**
 * Asterisk and what is built on it (FreePBX): feature codes, parking lots, pick-up by code.
 *
 * <p>Front door: {@link org.trucephone.firmware.dialect.asterisk.AsteriskDialect}. Pure. Tested
 * against Asterisk 22 in tests' interop suite.
 */
@NullMarked
package org.trucephone.firmware.dialect.asterisk;

import org.jspecify.annotations.NullMarked;
