package org.trucephone.firmware.sip.jain;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import javax.sip.message.Message;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.Ends;
import org.trucephone.firmware.sip.NameAddr;

/** The calls, by the phone's number and by our tag. Thread {@code sip-out}. */
final class Legs {
  private final Map<Integer, Leg> byNumber = new HashMap<>();
  private final Map<String, Leg> byTag = new HashMap<>();

  /** Read by the phone's thread too. */
  private final Map<Integer, DialogId> dialogs = new ConcurrentHashMap<>();

  private final Map<Integer, Ends> ends = new ConcurrentHashMap<>();

  /** Calls that come have even numbers. */
  private int lastNumber;

  CallId nextIncoming() {
    return new CallId(lastNumber += 2);
  }

  void add(Leg leg) {
    byNumber.put(leg.id.number(), leg);
    byTag.put(leg.localTag, leg);
  }

  /** A call's dialog has both its tags. */
  void named(Leg leg, String callId, @Nullable String remoteTag) {
    if (remoteTag != null) {
      dialogs.put(leg.id.number(), new DialogId(callId, leg.localTag, remoteTag));
    }
  }

  /** {@return what names a call's dialog, or null; any thread} */
  @Nullable DialogId dialog(CallId id) {
    return dialogs.get(id.number());
  }

  /** The other side has said where it is and what. */
  void reached(Leg leg, Message theirs, String ownAgent) {
    Access access = leg.access;
    String own =
        access.givenAddress.isEmpty()
            ? "sip:" + access.contactUser() + "@" + access.localHost
            : access.givenAddress;
    String contact = Messages.value(theirs, "Contact");
    String agent = Messages.value(theirs, "User-Agent");
    String server = agent == null ? Messages.value(theirs, "Server") : agent;
    ends.put(
        leg.id.number(),
        new Ends(
            own,
            ownAgent,
            contact == null ? "" : NameAddr.identity(contact).uri(),
            server == null ? "" : server));
  }

  /** {@return who is at both ends of a call; any thread} */
  Ends ends(CallId id) {
    return ends.getOrDefault(id.number(), Ends.UNKNOWN);
  }

  /** {@return the call a Replaces header means, or null} */
  @Nullable Leg replaced(DialogId wanted) {
    Leg leg = byTag.get(wanted.localTag());
    DialogId known = leg == null ? null : dialogs.get(leg.id.number());
    return known != null
            && known.callId().equals(wanted.callId())
            && known.remoteTag().equals(wanted.remoteTag())
        ? leg
        : null;
  }

  @Nullable Leg get(CallId id) {
    return byNumber.get(id.number());
  }

  @Nullable Leg withTag(@Nullable String localTag) {
    return localTag == null ? null : byTag.get(localTag);
  }

  Collection<Leg> all() {
    return List.copyOf(byNumber.values());
  }

  void remove(Leg leg) {
    byNumber.remove(leg.id.number());
    byTag.remove(leg.localTag);
    dialogs.remove(leg.id.number());
    ends.remove(leg.id.number());
    Future<?> refresh = leg.sessionNext;
    if (refresh != null) {
      refresh.cancel(false);
    }
    Future<?> deadline = leg.ackDeadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  /** {@return the unanswered call an INVITE or CANCEL outside a dialog belongs to} */
  @Nullable Leg ringing(Request request) {
    for (Leg leg : byNumber.values()) {
      Request invite = leg.inviteRequest;
      if (invite != null
          && Messages.callId(invite).equals(Messages.callId(request))
          && Messages.sequence(invite) == Messages.sequence(request)
          && String.valueOf(Messages.fromTag(invite))
              .equals(String.valueOf(Messages.fromTag(request)))) {
        return leg;
      }
    }
    return null;
  }
}
