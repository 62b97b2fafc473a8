/**
 * TFTP: the transfer as a pure machine for each role, and a client and a server around it.
 *
 * <p>Front door: {@link org.trucephone.provisioning.tftp.TftpClient}; {@code TftpTransfer} holds
 * the rules. Client calls block: use a virtual thread. The machines know no socket, thread or
 * clock. Must never import HTTP, a persona or a file format. Ruled by RFC 1350, 2347, 2348, 2349,
 * 1123 4.2.3.
 */
@NullMarked
package org.trucephone.provisioning.tftp;

import org.jspecify.annotations.NullMarked;
