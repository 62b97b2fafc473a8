/**
 * Microsoft's real-time servers (OCS 2007 to Skype for Business Server): how a phone proves who it
 * is and how every message between the two is signed.
 *
 * <p>Front door: {@link org.trucephone.firmware.dialect.microsoft.MicrosoftDialect}. Pure: chance
 * and time are arguments. Sources: MS-NLMP, MS-SIPAE, MS-SIPRE. Proven on the published vectors and
 * one real exchange; no server was at hand. Imports nothing of signalling's transport.
 */
@NullMarked
package org.trucephone.firmware.dialect.microsoft;

import org.jspecify.annotations.NullMarked;
