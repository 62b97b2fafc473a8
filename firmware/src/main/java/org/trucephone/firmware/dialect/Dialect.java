package org.trucephone.firmware.dialect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.firmware.account.DialogInfo;
import org.trucephone.firmware.sdp.Protection;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.Ends;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.SipEvent;

/**
 * How one telephone system differs. Every method has the standards' answer; a dialect overrides
 * what its system does otherwise.
 */
public interface Dialect {
  /** {@return its name in settings and logs, lower case} */
  String id();

  /** {@return whether a Server or User-Agent header is this system's} */
  default boolean recognizes(String server) {
    return false;
  }

  // ---- on the wire

  /**
   * This phone, as a system may want to know it.
   *
   * @param mac twelve hexadecimal digits, lower case; "" if unknown
   */
  record Device(String mac) {}

  /** {@return how an account speaks where this system wants more than the standards} */
  default Manner manner(Device device, String user, String domain) {
    return Manner.PLAIN;
  }

  /**
   * A request outside calls that only this system reads.
   *
   * @param target number or URI; "" for the account's own address
   */
  record Saying(
      String method, String target, Map<String, String> headers, String contentType, String body) {
    /** Copies the headers. */
    public Saying {
      headers = Map.copyOf(headers);
    }
  }

  /** {@return what to say once an account is registered for the first time} */
  default List<Saying> greetings(Device device, SipEvent.Registered registered) {
    return List.of();
  }

  /** {@return what a notification says that only this system sends; empty: it is a usual one} */
  default List<News> heard(SipEvent.Notified told) {
    return List.of();
  }

  /**
   * {@return what follows from the answer to something said}
   *
   * @param round how many answers led to it: 1 for what was said unasked
   */
  default Reaction reaction(Saying said, SipEvent.Answered answer, int round) {
    return Reaction.NONE;
  }

  /** What the person does, as others may see it. */
  enum Doing {
    AVAILABLE,
    IN_CALL,
    DO_NOT_DISTURB
  }

  /**
   * {@return how the server is told what the person does, once it has asked by {@link
   * News.AsksPresence}; empty: it is not told}
   *
   * @param address of record, with its scheme
   * @param first whether the server knows nothing of this device yet
   */
  default List<Saying> presence(Device device, String address, Doing now, boolean first) {
    return List.of();
  }

  /** {@return how the server is told that the person refuses calls; empty: it is not told} */
  default List<Saying> doNotDisturb(String user, boolean on) {
    return List.of();
  }

  /** {@return how the server is told where calls go, "" for nowhere; empty: it is not told} */
  default List<Saying> forward(String user, News.Which which, String target) {
    return List.of();
  }

  /** {@return how the server is asked to park a call; empty: by transfer to a lot} */
  default List<Saying> park(DialogId call) {
    return List.of();
  }

  /**
   * {@return the server's own words about a refusal, for the person; "" if it says nothing}
   *
   * @param headers of the answer, by lower-case name
   */
  default String explained(int status, Map<String, String> headers) {
    return Refusals.text(status, headers);
  }

  // ---- lamps and pick-up

  /** {@return whether the server tells of lamps by itself, so that none is subscribed to} */
  default boolean tellsLamps() {
    return false;
  }

  /** {@return headers of a SUBSCRIBE for lamps} */
  default Map<String, String> lampHeaders() {
    return Map.of("Supported", "eventlist");
  }

  /** {@return body types read of lamps} */
  default List<String> lampBodies() {
    return List.of("application/dialog-info+xml", "application/rlmi+xml", "multipart/related");
  }

  /** One way to take a call that rings elsewhere. */
  sealed interface PickUp {
    /** INVITE to {@code target} with this Replaces (RFC 3891). */
    record Replace(String target, String replaces) implements PickUp {}

    /** Dial a code. */
    record Dial(String number) implements PickUp {}
  }

  /**
   * {@return ways to take the call ringing at an extension, best first; empty: there is none}
   *
   * @param extension as the key names it
   * @param ringing what its lamp told; its tags may be unknown
   * @param code what the settings say to dial, "" if they do not
   */
  default List<PickUp> pickUp(String extension, DialogInfo.Dialog ringing, String code) {
    List<PickUp> ways = new ArrayList<>();
    if (ringing.named()) {
      // RFC 3891 3: to-tag is the ringing phone's own.
      ways.add(
          new PickUp.Replace(
              extension,
              ringing.callId()
                  + ";to-tag="
                  + ringing.localTag()
                  + ";from-tag="
                  + ringing.remoteTag()
                  + ";early-only"));
    }
    if (!code.isEmpty()) {
      // "**" and "*8" take the extension after them; a code that names it is whole.
      ways.add(new PickUp.Dial(code.contains(extension) ? code : code + extension));
    }
    return ways;
  }

  /** {@return what to dial for the group's ringing call, "" if there is no such code} */
  default String groupPickUp() {
    return "";
  }

  // ---- features at the server

  /** {@return whether the server keeps do-not-disturb and forwarding by as-feature-event} */
  default boolean syncsFeatures() {
    return false;
  }

  /** {@return whether the server tells by call-info what others do on a shared line} */
  default boolean sharesLines() {
    return false;
  }

  // ---- parking

  /**
   * {@return where to transfer a call so that it is parked}
   *
   * @param place what the key or setting names: a lot, or a place in it
   */
  default String parkAt(String place) {
    return place;
  }

  /** {@return the lot where no key names one, "" if the system has none that is usual} */
  default String parkingLot() {
    return "";
  }

  // ---- messages and calling back

  /** {@return whether waiting messages are subscribed to; otherwise they are told unasked} */
  default boolean subscribesToMessages() {
    return true;
  }

  /**
   * {@return what to dial for messages where neither settings nor server say, "" if unknown}
   *
   * @param address of record, with its scheme
   */
  default String voicemail(String address) {
    return "";
  }

  /** {@return what to dial to reach an extension's loudspeaker} */
  default String intercom(String extension) {
    return extension;
  }

  // ---- transfer

  /** {@return whether a call that only rings may be named in Replaces of a REFER} */
  default boolean refersToRinging() {
    return false;
  }

  // ---- the end of a call

  /**
   * How a call sounded.
   *
   * @param seconds it lasted
   * @param sent packets; the others likewise
   */
  record Heard(
      long seconds, String codec, long sent, long received, long lost, long late, int jitterMs) {
    /** Octets of a packet of 20 ms, where every one holds as many. */
    private static final int OCTETS = 160;

    private static final Set<String> CONSTANT = Set.of("PCMU", "PCMA", "G722");

    /** {@return the octets of speech in so many packets, or -1 if the codec does not tell} */
    public long octets(long packets) {
      return CONSTANT.contains(codec.toUpperCase(Locale.ROOT)) ? packets * OCTETS : -1;
    }
  }

  /**
   * {@return headers of a BYE that tell the server how the call sounded}
   *
   * <p>For most it is {@code X-RTP-Stat}: packets and octets sent and received, packets lost,
   * jitter in ms, seconds, encoding there and here. What is not known is left out.
   */
  default Map<String, String> lastWords(Heard heard) {
    String octetsSent = heard.octets(heard.sent()) < 0 ? "" : ";OS=" + heard.octets(heard.sent());
    String octetsGot =
        heard.octets(heard.received()) < 0 ? "" : ";OR=" + heard.octets(heard.received());
    return Map.of(
        "X-RTP-Stat",
        "PS=%d%s;PR=%d%s;PL=%d;JI=%d;DU=%d;EN=%s;DE=%s"
            .formatted(
                heard.sent(),
                octetsSent,
                heard.received(),
                octetsGot,
                heard.lost(),
                heard.jitterMs(),
                heard.seconds(),
                heard.codec(),
                heard.codec()));
  }

  /**
   * What a server that watches over voice quality is told of a call.
   *
   * @param address own address of record, with its scheme
   * @param far the other side's address
   * @param outgoing whether we called
   * @param local where our media came from; {@code remote} where it went
   * @param encrypted whether the voice was
   * @param worst figures of the worst stretch of the call
   */
  record CallReport(
      DialogId dialog,
      Ends ends,
      String address,
      String far,
      boolean outgoing,
      Instant start,
      Instant stop,
      HostPort local,
      HostPort remote,
      boolean encrypted,
      Heard heard,
      int payloadType,
      int roundTripMs,
      Score score,
      Worst worst) {}

  /**
   * Mean opinion scores of a call.
   *
   * @param mos of what was heard
   * @param best of the same codec on a network without fault
   */
  record Score(double mos, double best) {}

  /**
   * The worst stretch of a call.
   *
   * @param lossRate 0…1 over some seconds
   */
  record Worst(double mos, int jitterMs, int roundTripMs, double lossRate) {}

  /** {@return whether the server watches over voice quality itself, by {@link #report}} */
  default boolean watchesQuality() {
    return false;
  }

  /** {@return how the server is told at the end how a call sounded; empty: it is not told} */
  default List<Saying> report(Device device, CallReport report) {
    return List.of();
  }

  // ---- session descriptions

  /**
   * {@return a session description of ours as this system's peers want it}
   *
   * @param answer whether it answers an offer
   * @param wanted what this line wants of encryption
   */
  default String described(String sdp, boolean answer, Protection wanted) {
    return sdp;
  }

  /**
   * {@return headers of a 488 of ours}
   *
   * @param unprotected whether the sides do not agree about encryption; otherwise no sound format
   *     is common to them
   */
  default Map<String, String> unfit(boolean unprotected) {
    return Map.of();
  }

  // ---- incoming calls

  /**
   * {@return seconds after which a caller asks us to answer by ourselves; empty: it does not ask}
   *
   * @param headers by lower-case name
   */
  default OptionalInt answerAfter(Map<String, String> headers) {
    return AlertHeaders.answerAfter(headers);
  }

  /**
   * {@return which of five bells the server wants the call to ring with; 1 if it does not say: 2
   * tells a call from outside}
   *
   * @param headers by lower-case name
   */
  default int bell(Map<String, String> headers) {
    return AlertHeaders.bell(headers.getOrDefault("alert-info", ""));
  }

  /** Why we send a call elsewhere (RFC 5806 4). */
  enum Diverted {
    UNCONDITIONAL,
    USER_BUSY,
    NO_ANSWER,
    DO_NOT_DISTURB,
    DEFLECTION;

    /** {@return the word in the Diversion header} */
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** {@return headers of a 302 that sends a call elsewhere} */
  default Map<String, String> divert(String target, String self, Diverted reason) {
    return Map.of(
        "Contact", "<" + target + ">", "Diversion", "<" + self + ">;reason=" + reason.token());
  }

  /** Spellings of RFC 5373 and of the makers, see INVITE examples in the tests. */
  final class AlertHeaders {
    private static final Pattern AFTER =
        Pattern.compile("(?:answer-after|delay)\\s*=\\s*\"?([0-9]{1,3})");
    private static final Pattern WORDS =
        Pattern.compile(
            "alert-autoanswer|auto[ -]?answer|ring[ -]answer|answer-after\\s*=|\\bintercom\\b");

    private static final Pattern BELL =
        Pattern.compile(
            "-dr([1-5])\\b|alert-(internal|external|group)|alert-type=(internal|external)");

    private AlertHeaders() {}

    static int bell(String alertInfo) {
      Matcher bell = BELL.matcher(alertInfo.toLowerCase(Locale.ROOT));
      if (!bell.find()) {
        return 1;
      }
      if (bell.group(1) != null) {
        return Integer.parseInt(bell.group(1));
      }
      String kind = bell.group(2) == null ? bell.group(3) : bell.group(2);
      return kind.equals("external") ? 2 : kind.equals("group") ? 3 : 1;
    }

    static OptionalInt answerAfter(Map<String, String> headers) {
      String mode = headers.getOrDefault("answer-mode", "").toLowerCase(Locale.ROOT);
      String poly = headers.getOrDefault("p-auto-answer", "").toLowerCase(Locale.ROOT);
      if (mode.startsWith("auto") || poly.startsWith("normal")) {
        return OptionalInt.of(0);
      }
      for (String name : List.of("alert-info", "call-info")) {
        String value = headers.getOrDefault(name, "").toLowerCase(Locale.ROOT);
        boolean asks =
            name.equals("alert-info")
                ? WORDS.matcher(value).find()
                : value.contains("answer-after");
        if (asks) {
          Matcher after = AFTER.matcher(value);
          return OptionalInt.of(after.find() ? Integer.parseInt(after.group(1)) : 0);
        }
      }
      return OptionalInt.empty();
    }
  }
}
