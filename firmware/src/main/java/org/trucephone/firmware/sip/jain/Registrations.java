package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.util.List;
import java.util.ListIterator;
import javax.sip.Dialog;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;

/** REGISTER (RFC 3261 10): one at a time for each account. Thread {@code sip-out}. */
final class Registrations {
  /** Longer than the first four tries of RFC 3261 17.1.2.2. */
  private static final Duration PING_WAIT = Duration.ofSeconds(8);

  private static final int MOST_MOVES = 3;
  private static final int FIRST_HOP_LACKS_OUTBOUND = 439;

  private final Core core;
  private final Messages messages;
  private final Sender sender;
  private final Subscriptions subscriptions;

  Registrations(Core core, Messages messages, Sender sender, Subscriptions subscriptions) {
    this.core = core;
    this.messages = messages;
    this.sender = sender;
    this.subscriptions = subscriptions;
  }

  void register(Access access, Duration expires) throws Exception {
    if (access.registering) {
      access.nextExpires = expires; // RFC 3261 10.2: not before the last one is answered
      return;
    }
    access.registering = true;
    String record = Messages.addressOfRecord(access);
    Request request =
        messages.request(
            Request.REGISTER,
            "sip:" + Messages.bracketed(access.account.domain()),
            access,
            record,
            access.registerCallId,
            access.registerTag,
            ++access.registerSequence);
    messages.set(request, "Expires", Long.toString(expires.toSeconds()));
    messages.allow(request);
    Manner manner = access.manner();
    boolean flow = messages.named() && !access.noOutbound && manner.namesFlow();
    messages.list(request, "Supported", flow ? List.of("outbound", "path") : List.of("path"));
    messages.put(
        request, manner.registerHeaders(access.registerCallId, !access.everRegistered, expires));
    messages.preload(request, access);
    sender.send(access, request, true, null, new Result(access, expires));
  }

  /** Asks the server for a sign of life; silence means that we must register again. */
  void ping(Access access) throws Exception {
    String record = "sip:" + Messages.bracketed(access.account.domain());
    Request request =
        messages.request(
            Request.OPTIONS,
            record,
            access,
            record,
            Wire.token() + "@" + access.localHost,
            Wire.token(),
            1);
    messages.preload(request, access);
    Target asked = access.server;
    Exchange exchange = sender.send(access, request, true, null, new DialogRequests.Ignored());
    core.later(
        PING_WAIT,
        () -> {
          boolean silent = !exchange.heard && !exchange.answered;
          if (silent && access.registered && asked != null && asked.equals(access.server)) {
            sender.forget(exchange);
            access.registered = false;
            core.locations.failed(asked, Locations.PENALTY);
            core.trace.add("! " + asked + " no longer answers");
            core.emit(new SipEvent.FlowLost(access.index(), "No answer from " + asked));
          }
        });
  }

  /** A TCP connection we opened is gone. */
  void flowClosed(String host, int port) {
    for (Access access : core.accounts()) {
      Target server = access.server;
      if (access.registered
          && server != null
          && server.tcp()
          && server.host().equals(host)
          && server.port() == port) {
        access.leave();
        core.trace.add("! the connection to " + server + " is gone");
        core.emit(new SipEvent.FlowLost(access.index(), "Connection to " + server + " closed"));
      }
    }
  }

  private void emit(Access access, SipEvent event) throws Exception {
    access.registering = false;
    if (!access.retired) {
      core.emit(event);
    }
    Duration next = access.nextExpires;
    access.nextExpires = null;
    if (next != null) {
      register(access, next);
    }
  }

  private final class Result implements Outcome {
    private final Access access;
    private final Duration wanted;

    Result(Access access, Duration wanted) {
      this.access = access;
      this.wanted = wanted;
    }

    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog dialog, boolean credentialsRefused)
        throws Exception {
      access.registerSequence = Math.max(access.registerSequence, Messages.sequence(sent));
      int status = response.getStatusCode();
      if (status < 300) {
        access.server = Sender.settled(sent);
        access.moves = 0;
        access.serviceRoute = wanted.isZero() ? List.of() : serviceRoute(response);
        boolean back = !access.registered && !wanted.isZero();
        access.registered = !wanted.isZero();
        access.givenAddress =
            wanted.isZero()
                ? ""
                : access.manner().givenAddress(Messages.values(response, "Contact"));
        access.everRegistered |= access.registered;
        emit(
            access,
            wanted.isZero()
                ? new SipEvent.Unregistered(access.index())
                : new SipEvent.Registered(
                    access.index(),
                    granted(sent, response, wanted),
                    product(response),
                    Messages.contentType(response),
                    Messages.body(response)));
        if (back) {
          subscriptions.renew(access);
        }
        return;
      }
      access.registered = false;
      if (status / 100 == 3 && moved(sent, response)) {
        access.registering = false;
        register(access, wanted);
        return;
      }
      if (status == FIRST_HOP_LACKS_OUTBOUND && !access.noOutbound) {
        access.noOutbound = true; // RFC 5626 11.6: the same without it
        access.registering = false;
        register(access, wanted);
        return;
      }
      long least = Messages.seconds(response, "Min-Expires");
      emit(
          access,
          new SipEvent.RegisterRefused(
              access.index(),
              status,
              String.valueOf(response.getReasonPhrase()),
              credentialsRefused,
              Duration.ofSeconds(Math.max(0, Messages.seconds(response, "Retry-After"))),
              status == 423 && least >= 0 ? Duration.ofSeconds(least) : null,
              Messages.told(response, Asides.TELLING)));
    }

    /** {@return whether the server names another to register at (RFC 3261 8.1.3.4)} */
    private boolean moved(Request sent, Response response) {
      if (!(response.getHeader(ContactHeader.NAME) instanceof ContactHeader contact)
          || !(contact.getAddress().getURI() instanceof SipURI uri)
          || ++access.moves > MOST_MOVES) {
        access.movedTo = null;
        access.moves = 0;
        return false;
      }
      access.leave();
      access.movedTo = new HostPort(uri.getHost(), Math.max(0, uri.getPort()));
      core.trace.add("· the server sends us to " + access.movedTo);
      Target before = Sender.settled(sent);
      if (before != null && before.tcp()) {
        core.wire().hangUp(before);
      }
      return true;
    }

    @Override
    public void failed(Request sent, TransportFault fault, String detail) throws Exception {
      access.registerSequence = Math.max(access.registerSequence, Messages.sequence(sent));
      access.registered = false;
      access.movedTo = null; // back to the first
      access.moves = 0;
      emit(access, new SipEvent.RegisterFailed(access.index(), fault, detail));
    }
  }

  private static String product(Response response) {
    String server = Messages.value(response, "Server");
    String agent = server == null ? Messages.value(response, "User-Agent") : server;
    return agent == null ? "" : agent;
  }

  /**
   * {@return what the server granted our contact: its expires, else Expires, else what we asked}
   */
  private static Duration granted(Request sent, Response response, Duration wanted) {
    ContactHeader mine = (ContactHeader) sent.getHeader(ContactHeader.NAME);
    long granted = -1;
    int contacts = 0;
    for (ListIterator<?> i = response.getHeaders(ContactHeader.NAME); i.hasNext(); ) {
      Header header = (Header) i.next();
      if (header instanceof ContactHeader contact && contact.getAddress() != null) {
        contacts++;
        if (same(mine, contact) && contact.getExpires() >= 0) {
          granted = contact.getExpires();
        }
      }
    }
    if (granted < 0
        && contacts == 1
        && response.getHeader(ContactHeader.NAME) instanceof ContactHeader only) {
      granted = only.getExpires(); // the server rewrote our address
    }
    if (granted < 0) {
      granted = Messages.seconds(response, "Expires");
    }
    return granted > 0 ? Duration.ofSeconds(granted) : wanted;
  }

  /** {@return the way the server wants our requests to go (RFC 3608)} */
  private static List<String> serviceRoute(Response response) {
    return Messages.values(response, "Service-Route").stream()
        .filter(route -> route.contains("sip"))
        .toList();
  }

  private static boolean same(ContactHeader a, ContactHeader b) {
    return a.getAddress().getURI() instanceof SipURI x
        && b.getAddress().getURI() instanceof SipURI y
        && x.getHost().equalsIgnoreCase(y.getHost())
        && x.getPort() == y.getPort()
        && String.valueOf(x.getUser()).equals(String.valueOf(y.getUser()));
  }
}
