package org.trucephone.tests.lab;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trucephone.tests.lab.Wire.Peer;

/** One call between the lab and a phone. Public methods may be called from any thread. */
public final class LabCall {

  /** Where a call is. */
  public enum State {
    /** Not answered, not yet ringing. */
    CALLING,
    /** The called side rings. */
    RINGING,
    /** Answered. */
    CONNECTED,
    /** Over; {@link LabCall#status()} says how it was refused, if it was. */
    ENDED
  }

  private final Pbx pbx;
  private final Dialog dialog;
  private final Media media;
  private final String number;
  private final boolean incoming;
  private List<String> names = List.of("G722", "PCMU", "PCMA");
  private State state = State.CALLING;
  private int status;
  private String direction = "sendrecv";
  private String phoneDirection = "sendrecv";
  private int version;
  private @Nullable SipMessage invite;
  private @Nullable Peer invitePeer;
  private @Nullable SipMessage sentInvite;
  private boolean cancelWanted;
  private @Nullable Future<?> later;
  private Runnable onEnd = () -> {};

  /** A call from a phone to one of the robots; {@code invite} is its request. */
  LabCall(Pbx pbx, Dialog dialog, Media media, String number, SipMessage invite, Peer peer) {
    this.pbx = pbx;
    this.dialog = dialog;
    this.media = media;
    this.number = number;
    this.incoming = true;
    this.invite = invite;
    this.invitePeer = peer;
  }

  /** A call from the lab to a phone. */
  LabCall(Pbx pbx, Dialog dialog, Media media, String number) {
    this.pbx = pbx;
    this.dialog = dialog;
    this.media = media;
    this.number = number;
    this.incoming = false;
  }

  /** {@return the number called} */
  public String number() {
    return number;
  }

  /** {@return whether the phone called the lab} */
  public boolean fromPhone() {
    return incoming;
  }

  /** {@return where the call is} */
  public State state() {
    return read(() -> state);
  }

  /** {@return the status of the last final answer to the INVITE, 0 before any} */
  public int status() {
    return read(() -> status);
  }

  /** {@return whether the phone holds the lab} */
  public boolean heldByPhone() {
    return read(() -> phoneDirection.equals("sendonly") || phoneDirection.equals("inactive"));
  }

  /** Waits for a state; false when it does not come in time. */
  public boolean await(State wanted, Duration limit) {
    return pbx.loop().await(() -> state == wanted, limit);
  }

  /** Waits until the phone holds the lab, or no longer does. */
  public boolean awaitHeldByPhone(boolean held, Duration limit) {
    return pbx.loop()
        .await(
            () -> held == (phoneDirection.equals("sendonly") || phoneDirection.equals("inactive")),
            limit);
  }

  /** {@return RTP packets that came} */
  public long received() {
    return media.received();
  }

  /** {@return RTP packets that went} */
  public long sent() {
    return media.sent();
  }

  /** Waits until this many RTP packets came in all. */
  public boolean awaitReceived(long packets, Duration limit) {
    return pbx.loop().await(() -> media.received() >= packets, limit);
  }

  /** {@return the keys pressed at the phone, as RFC 4733 events told them} */
  public String digits() {
    return media.digits();
  }

  /** Waits until exactly these keys were pressed. */
  public boolean awaitDigits(String wanted, Duration limit) {
    return pbx.loop().await(() -> media.digits().equals(wanted), limit);
  }

  /** {@return the name of the codec agreed on, such as PCMU} */
  public String codec() {
    return media.codec();
  }

  /** {@return the last voice packet's payload as it came} */
  public byte[] lastPayload() {
    return media.lastPayload();
  }

  /** Presses keys towards the phone (RFC 4733). */
  public void press(String keys) {
    media.press(keys);
  }

  /** Plays a tone to the phone if the codec is G.711; 0 stops it. */
  public void tone(int hertz) {
    media.tone(hertz);
  }

  /** Sends the phone its own voice back. */
  public void echo() {
    media.echo();
  }

  /** Hangs up, refuses or gives up, whichever fits. */
  public void hangUp() {
    pbx.loop().post(this::end);
  }

  /** Holds the phone (a=sendonly). */
  public void hold() {
    pbx.loop().post(() -> reinvite("sendonly"));
  }

  /** Ends holding. */
  public void resume() {
    pbx.loop().post(() -> reinvite("sendrecv"));
  }

  private <T> T read(Supplier<T> value) {
    return pbx.loop().ask(value::get);
  }

  // ---- the lab's thread from here on

  boolean matches(SipMessage message) {
    return dialog.matches(message);
  }

  boolean isFor(SipMessage cancel) {
    return invite != null
        && state != State.ENDED
        && invite.text("Call-ID").equals(cancel.text("Call-ID"))
        && invite.cseq() == cancel.cseq();
  }

  boolean isUnanswered() {
    return state == State.CALLING || state == State.RINGING;
  }

  /** Only these encodings are agreed on. */
  void formats(List<String> wanted) {
    names = wanted;
  }

  void onEnd(Runnable task) {
    onEnd = task;
  }

  void after(Duration wait, Runnable task) {
    later =
        pbx.loop()
            .after(
                wait,
                () -> {
                  if (state != State.ENDED) {
                    task.run();
                  }
                });
  }

  void ring() {
    reply(180, "Ringing", null);
    state = State.RINGING;
  }

  /** Voice before the answer (183). */
  void early() {
    String answer = invite == null ? null : answerTo(invite);
    if (answer == null) {
      refuse(488, "Not Acceptable Here");
    } else {
      reply(183, "Session Progress", answer);
    }
  }

  void accept() {
    SipMessage request = invite;
    String body = request == null ? null : request.body().isBlank() ? offer() : answerTo(request);
    if (body == null) {
      refuse(488, "Not Acceptable Here");
      return;
    }
    status = 200;
    reply(200, "OK", body);
    state = State.CONNECTED;
  }

  void refuse(int code, String reason) {
    status = code;
    reply(code, reason, null);
    finish();
  }

  private void reply(int code, String reason, @Nullable String sdp) {
    if (invite != null && invitePeer != null) {
      SipMessage response = dialog.response(invite, code, reason, pbx.via());
      String name = Robots.NAMES.get(number());
      if (name != null && code < 300) {
        response.add("P-Asserted-Identity", "\"" + name + "\" <sip:" + number() + "@127.0.0.1>");
      }
      pbx.transactions()
          .reply(
              invite, invitePeer, sdp == null ? response : response.body("application/sdp", sdp));
    }
  }

  /** Sends the first INVITE. */
  void call() {
    SipMessage request = dialog.request("INVITE", pbx.via());
    request.add("Allow", Via.ALLOW).add("Supported", "replaces").body("application/sdp", offer());
    sentInvite = request;
    pbx.transactions().send(request, dialog.destination(), r -> answered(r, request));
  }

  private void answered(SipMessage response, SipMessage request) {
    int code = response.status();
    dialog.learn(response, dialog.destination());
    if (code >= 200 && code < 300) {
      pbx.send(dialog.request("ACK", pbx.via(), request.cseq()), dialog.destination());
      learnMedia(response);
    }
    if (code >= 200) {
      status = code;
    }
    boolean first = request == sentInvite && state != State.CONNECTED;
    if (!first || state == State.ENDED) {
      return;
    }
    if (code >= 300) {
      finish();
    } else if (code >= 200) {
      state = State.CONNECTED;
      if (cancelWanted) {
        end();
      }
    } else if (code > 100) {
      state = State.RINGING;
      if (cancelWanted) {
        cancel();
      }
    }
  }

  private void cancel() {
    SipMessage request = sentInvite;
    if (request != null) {
      SipMessage m = SipMessage.request("CANCEL", request.uri()).add("Via", request.text("Via"));
      m.add("Max-Forwards", "70").add("From", request.text("From")).add("To", request.text("To"));
      m.add("Call-ID", request.text("Call-ID")).add("CSeq", request.cseq() + " CANCEL");
      pbx.transactions().send(m, dialog.destination(), r -> {});
    }
  }

  void end() {
    if (state == State.CONNECTED) {
      pbx.transactions().send(dialog.request("BYE", pbx.via()), dialog.destination(), r -> {});
      finish();
    } else if (state != State.ENDED && incoming) {
      refuse(480, "Temporarily Unavailable");
    } else if (state != State.ENDED) {
      // RFC 3261 9.1: a CANCEL waits for the first provisional answer.
      cancelWanted = true;
      if (state == State.RINGING) {
        cancel();
      }
    }
  }

  private void reinvite(String wanted) {
    if (state == State.CONNECTED) {
      direction = wanted;
      SipMessage request = dialog.request("INVITE", pbx.via()).add("Allow", Via.ALLOW);
      request.body("application/sdp", offer());
      pbx.transactions().send(request, dialog.destination(), r -> answered(r, request));
    }
  }

  /** A request inside the call. */
  void take(SipMessage request, Peer from) {
    dialog.learn(request, from);
    switch (request.method()) {
      case "ACK" -> {
        if (invite != null) {
          pbx.transactions().acknowledged(invite);
        }
        learnMedia(request);
      }
      case "BYE" -> {
        pbx.transactions().reply(request, from, dialog.response(request, 200, "OK", pbx.via()));
        finish();
      }
      case "INVITE" -> {
        invite = request;
        invitePeer = from;
        accept();
      }
      case "UPDATE" -> {
        SipMessage ok = dialog.response(request, 200, "OK", pbx.via());
        String answer = request.body().isBlank() ? null : answerTo(request);
        pbx.transactions()
            .reply(request, from, answer == null ? ok : ok.body("application/sdp", answer));
      }
      case "INFO", "NOTIFY", "MESSAGE" ->
          pbx.transactions().reply(request, from, dialog.response(request, 200, "OK", pbx.via()));
      default ->
          pbx.transactions()
              .reply(request, from, dialog.response(request, 405, "Method Not Allowed", pbx.via()));
    }
  }

  void cancelled() {
    refuse(487, "Request Terminated");
  }

  private String offer() {
    List<Sdp.Format> wanted = Sdp.OFFERED.stream().filter(f -> names.contains(f.name())).toList();
    return Sdp.offer(pbx.via().host(), media.port(), wanted, direction, ++version);
  }

  /** {@return the answer, or null when nothing fits} */
  private @Nullable String answerTo(SipMessage request) {
    Sdp offer = Sdp.parse(request.body());
    Sdp.Format chosen = offer == null ? null : offer.firstOf(names);
    if (offer == null || chosen == null) {
      return null;
    }
    direction = Sdp.opposite(offer.direction());
    agree(offer, chosen);
    return offer.answer(pbx.via().host(), media.port(), chosen, direction, ++version);
  }

  /** The answer to our offer. */
  private void learnMedia(SipMessage message) {
    Sdp answer = message.body().isBlank() ? null : Sdp.parse(message.body());
    Sdp.Format chosen = answer == null ? null : answer.firstOf(names);
    if (answer != null && chosen != null) {
      agree(answer, chosen);
    }
  }

  private void agree(Sdp theirs, Sdp.Format chosen) {
    phoneDirection = theirs.direction();
    boolean wanted = phoneDirection.equals("sendrecv") || phoneDirection.equals("recvonly");
    InetSocketAddress to = new InetSocketAddress(theirs.host(), theirs.port());
    media.agree(to, chosen, theirs.events(), wanted && theirs.port() > 0);
  }

  /** Stops the media and forgets the call; harmless when it is over already. */
  void finish() {
    if (state != State.ENDED) {
      state = State.ENDED;
      if (later != null) {
        later.cancel(false);
      }
      media.close();
      pbx.ended(this);
      onEnd.run();
    }
  }
}
