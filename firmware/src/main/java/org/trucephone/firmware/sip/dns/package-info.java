/**
 * Where a server is: NAPTR, SRV and address records (RFC 3263, RFC 2782).
 *
 * <p>Front door: {@link org.trucephone.firmware.sip.dns.Locator}, which only decides; {@code
 * DnsjavaDns} asks, blocking, so call it on a virtual thread. Must never import the stack or the
 * phone.
 */
@NullMarked
package org.trucephone.firmware.sip.dns;

import org.jspecify.annotations.NullMarked;
