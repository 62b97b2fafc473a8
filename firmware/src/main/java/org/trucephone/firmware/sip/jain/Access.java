package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.MessageSigner;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.digest.DigestClient;
import org.trucephone.provisioning.settings.Transport;

/**
 * How one account reaches its server: credentials, registration's Call-ID and CSeq, the address we
 * are reached at. Thread {@code sip-out}, but for {@link #localHost}.
 */
final class Access {
  final SipAccount account;
  final DigestClient digest;
  final String registerCallId;
  final String registerTag = Wire.token();
  long registerSequence;

  /** REGISTER under way; a wish that came meanwhile waits in {@link #nextExpires}. */
  boolean registering;

  private Manner manner;
  private @Nullable MessageSigner signer;

  /** The address the server gave this phone, "" if none: our Contact outside REGISTER. */
  String givenAddress = "";

  @Nullable Duration nextExpires;
  boolean registered;

  /** The server has taken a REGISTER since the account is in force. */
  boolean everRegistered;

  /** Addresses the server's names led to. */
  final Set<String> servers = new HashSet<>();

  /** Routes the registrar gave for requests outside a dialog; empty if it gave none. */
  List<String> serviceRoute = List.of();

  /** Where REGISTER went last. */
  @Nullable Target server;

  /** The server refused TCP, so long requests stay on UDP. */
  boolean noTcp;

  /** The server that is to be registered at instead, as the first one said; null for none. */
  @Nullable HostPort movedTo;

  /** How often that was said since the last registration. */
  int moves;

  /** A proxy on the way does not keep flows (RFC 5626). */
  boolean noOutbound;

  /** Replaced by newer settings: nothing more is reported for it. */
  boolean retired;

  volatile String localHost;

  Access(SipAccount account, String localHost) {
    this.account = account;
    this.manner = account.manner();
    this.signer = manner.signer(account, Wire::chance).orElse(null);
    this.localHost = localHost;
    this.registerCallId = Wire.token() + "@" + localHost;
    this.digest = new DigestClient(account.authUser(), account.password().reveal(), Wire::token);
  }

  /** {@return what its telephone system wants besides the standards} */
  Manner manner() {
    return manner;
  }

  /** Speaks another way from now on. */
  void manner(Manner other) {
    if (!other.equals(manner)) {
      manner = other;
      signer = other.signer(account, Wire::chance).orElse(null);
    }
  }

  /** {@return what signs its messages, or null where they are not signed} */
  @Nullable MessageSigner signer() {
    return signer;
  }

  /** Leaves the server: what was agreed with it over this connection is gone. */
  void leave() {
    registered = false;
    MessageSigner keys = signer;
    if (keys != null) {
      keys.forget();
    }
  }

  int index() {
    return account.index();
  }

  /** {@return the user part of our Contact} */
  String contactUser() {
    return manner.contactUser(account.user());
  }

  /** {@return where every request outside a dialog goes first} */
  HostPort nextHop() {
    HostPort moved = movedTo;
    if (moved != null) {
      return moved;
    }
    HostPort proxy = account.outboundProxy();
    return proxy == null ? account.registrar() : proxy;
  }

  /** {@return where requests go when the first hop fails, or null} */
  @Nullable HostPort spare() {
    return account.outboundProxy() == null ? account.backup() : null;
  }

  /** {@return "udp", "tcp" or "tls"} */
  String transport() {
    Target used = server;
    return used != null ? used.transport() : account.transport().name().toLowerCase(Locale.ROOT);
  }

  /** {@return the transport to look for; "" if the server's domain may choose (RFC 3263 4.1)} */
  String wantedTransport() {
    boolean free = nextHop().port() == 0 && account.transport() == Transport.UDP;
    return free ? "" : account.transport().name().toLowerCase(Locale.ROOT);
  }

  /** {@return the names our server's certificate may bear (RFC 5922 7.3)} */
  List<String> names() {
    HostPort spare = spare();
    return Stream.of(
            nextHop().host(), account.domain(), spare == null ? account.domain() : spare.host())
        .distinct()
        .toList();
  }

  /** {@return whether a host name or address is the account's own domain or server} */
  boolean ownHost(String host) {
    List<String> mine = new ArrayList<>(servers);
    mine.add(account.domain());
    mine.add(account.registrar().host());
    return mine.stream().anyMatch(host::equalsIgnoreCase);
  }

  /** {@return whether a request from this address may tell us to do something} */
  boolean trusts(String address) {
    return servers.contains(address.toLowerCase(Locale.ROOT))
        || !account.registers() && (address.startsWith("127.") || address.equals("::1"));
  }
}
