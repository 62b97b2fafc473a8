package org.trucephone.provisioning.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One SIP account as the files describe it; null is absent, nothing is filled in.
 *
 * <p>The {@code …Or} accessors give plain values with the caller's default.
 *
 * @param index line it belongs to, 1…
 * @param enabled false only when a file switches the line off
 * @param user user part of the address of record, without {@code @domain}
 * @param authUser user name for digest
 * @param password for digest
 * @param displayName name shown to others
 * @param label text beside the line key
 * @param domain domain of the address of record where it differs from the registrar's host
 * @param registrar where REGISTER goes
 * @param backup where it goes when the registrar is lost
 * @param outboundProxy where every request goes first
 * @param transport of all of these
 * @param registers whether to register at all
 * @param expires registration time asked for
 * @param voicemail number to dial for messages
 * @param autoAnswer whether calls are answered at once
 * @param callWaiting whether a second call may ring
 * @param dialect name of the telephone system whose ways it keeps to; absent: found out
 */
public record Account(
    int index,
    boolean enabled,
    @Nullable Setting<String> user,
    @Nullable Setting<String> authUser,
    @Nullable Setting<Secret> password,
    @Nullable Setting<String> displayName,
    @Nullable Setting<String> label,
    @Nullable Setting<String> domain,
    @Nullable Setting<Endpoint> registrar,
    @Nullable Setting<Endpoint> backup,
    @Nullable Setting<Endpoint> outboundProxy,
    @Nullable Setting<Transport> transport,
    @Nullable Setting<Boolean> registers,
    @Nullable Setting<Duration> expires,
    @Nullable Setting<String> voicemail,
    @Nullable Setting<Boolean> autoAnswer,
    @Nullable Setting<Boolean> callWaiting,
    @Nullable Setting<String> dialect) {

  static Account of(Values v, int n) {
    return new Account(
        n,
        Setting.valueOr(v.of(Field.ENABLED, n), true),
        v.of(Field.USER, n),
        v.of(Field.AUTH_USER, n),
        v.of(Field.PASSWORD, n),
        v.of(Field.DISPLAY_NAME, n),
        v.of(Field.LABEL, n),
        v.of(Field.DOMAIN, n),
        v.of(Field.REGISTRAR, n),
        v.of(Field.BACKUP, n),
        v.of(Field.OUTBOUND_PROXY, n),
        v.of(Field.TRANSPORT, n),
        v.of(Field.REGISTERS, n),
        v.of(Field.EXPIRES, n),
        v.of(Field.LINE_VOICEMAIL, n),
        v.of(Field.AUTO_ANSWER, n),
        v.of(Field.LINE_CALL_WAITING, n),
        v.of(Field.DIALECT, n));
  }

  /** {@return the user, or the fallback} */
  public String userOr(String fallback) {
    return Setting.valueOr(user, fallback);
  }

  /** {@return the digest user name, the user where there is none, or empty} */
  public String authUserOrUser() {
    return Setting.valueOr(authUser, userOr(""));
  }

  /** {@return the password, or an empty one} */
  public Secret passwordOrEmpty() {
    return Setting.valueOr(password, new Secret(""));
  }

  /** {@return the name shown to others, or the fallback} */
  public String displayNameOr(String fallback) {
    return Setting.valueOr(displayName, fallback);
  }

  /** {@return what to write beside the key: label, else display name, else user} */
  public String labelOrUser() {
    return Setting.valueOr(label, Setting.valueOr(displayName, userOr("")));
  }

  /** {@return the registrar's host, or the fallback} */
  public String hostOr(String fallback) {
    Endpoint e = Setting.value(registrar);
    return e == null ? fallback : e.host();
  }

  /** {@return the registrar's port, or the fallback} */
  public int portOr(int fallback) {
    Endpoint e = Setting.value(registrar);
    return e == null ? fallback : e.portOr(fallback);
  }

  /** {@return the domain of the address of record: its own, else the registrar's host, or empty} */
  public String domainOrHost() {
    return Setting.valueOr(domain, hostOr(""));
  }

  /** {@return the transport, or the fallback} */
  public Transport transportOr(Transport fallback) {
    return Setting.valueOr(transport, fallback);
  }

  /** {@return the registration time, or the fallback} */
  public Duration expiresOr(Duration fallback) {
    return Setting.valueOr(expires, fallback);
  }

  /** {@return whether it is on, has a user and somewhere to go} */
  public boolean usable() {
    return enabled && !userOr("").isEmpty() && !hostOr("").isEmpty();
  }
}
