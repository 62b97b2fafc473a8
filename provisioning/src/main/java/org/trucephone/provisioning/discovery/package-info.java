/**
 * Where the provisioning server is: DHCP (RFC 2132 and vendors' own options), then the multicast
 * SUBSCRIBE vendors call plug and play. Front door: {@link
 * org.trucephone.provisioning.discovery.Discovery}. Blocks; any thread, best a virtual one. What is
 * read out of messages ({@code DhcpMessage}, {@code DhcpHints}, {@code PnpMessages}, {@code
 * VoiceVlan}) is pure. Must not import {@code format}.
 */
@NullMarked
package org.trucephone.provisioning.discovery;

import org.jspecify.annotations.NullMarked;
