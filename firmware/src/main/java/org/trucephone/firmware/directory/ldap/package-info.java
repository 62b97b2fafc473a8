/**
 * Directory servers by LDAP (RFC 4511), with the attributes desks' numbers are kept in.
 *
 * <p>Front door: {@link org.trucephone.firmware.directory.ldap.LdapDirectory}; on a directory's own
 * thread only. The only room that imports com.unboundid.
 */
@NullMarked
package org.trucephone.firmware.directory.ldap;

import org.jspecify.annotations.NullMarked;
