package org.trucephone.firmware.sip;

import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/**
 * One account, ready for the wire: every default filled in.
 *
 * @param index 1…8, the line it sits on
 * @param user user part of the address of record
 * @param domain host part of the address of record and of the request URI
 * @param authUser user name for digest
 * @param password for digest
 * @param displayName name shown to others; may be empty
 * @param registrar where REGISTER goes
 * @param outboundProxy where everything goes first, or null
 * @param transport UDP, TCP or TLS
 * @param registers false for a direct account that only takes calls (no registrar)
 * @param backup where requests go when the registrar fails, or null
 * @param manner what its telephone system wants besides the standards
 */
public record SipAccount(
    int index,
    String user,
    String domain,
    String authUser,
    Secret password,
    String displayName,
    HostPort registrar,
    @Nullable HostPort outboundProxy,
    Transport transport,
    boolean registers,
    @Nullable HostPort backup,
    Manner manner) {
  /** An account with one server. */
  public SipAccount(
      int index,
      String user,
      String domain,
      String authUser,
      Secret password,
      String displayName,
      HostPort registrar,
      @Nullable HostPort outboundProxy,
      Transport transport,
      boolean registers,
      Manner manner) {
    this(
        index,
        user,
        domain,
        authUser,
        password,
        displayName,
        registrar,
        outboundProxy,
        transport,
        registers,
        null,
        manner);
  }

  /** An account that speaks as the standards say. */
  public SipAccount(
      int index,
      String user,
      String domain,
      String authUser,
      Secret password,
      String displayName,
      HostPort registrar,
      @Nullable HostPort outboundProxy,
      Transport transport,
      boolean registers) {
    this(
        index,
        user,
        domain,
        authUser,
        password,
        displayName,
        registrar,
        outboundProxy,
        transport,
        registers,
        Manner.PLAIN);
  }

  /** {@return the address of record as {@code sip:user@domain}} */
  public String addressOfRecord() {
    return "sip:" + user + "@" + domain;
  }
}
