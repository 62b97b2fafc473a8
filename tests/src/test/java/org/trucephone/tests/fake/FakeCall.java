package org.trucephone.tests.fake;

import org.trucephone.tests.fake.FakeServer.Peer;

/** One dialog of a fake with the phone, whoever began it. */
public final class FakeCall {
  private static final String CODECS = "0 101";

  private final FakeServer server;
  private final Peer peer;
  private final String callId;
  private final String local;
  private final String localTag;
  private final boolean ours;
  private String remote;
  private String remoteTag;
  private String target;
  private int sequence = 100;
  private int version = 1;
  private String phonesSdp = "";

  private FakeCall(
      FakeServer server, Peer peer, String callId, boolean ours, String local, String localTag) {
    this.server = server;
    this.peer = peer;
    this.callId = callId;
    this.ours = ours;
    this.local = local;
    this.localTag = localTag;
    this.remote = "";
    this.remoteTag = "";
    this.target = "";
  }

  /** A call the server makes; nothing is sent yet. */
  static FakeCall outgoing(FakeServer server, Peer peer, String from, String to, String target) {
    int number = server.number();
    FakeCall call =
        new FakeCall(
            server, peer, "fake-call-" + number + "@" + server.here(), true, from, "s" + number);
    call.remote = to;
    call.target = target;
    return call;
  }

  /** A call the phone makes. */
  static FakeCall incoming(FakeServer server, Peer peer, SipText invite) {
    FakeCall call =
        new FakeCall(
            server,
            peer,
            invite.header("Call-ID"),
            false,
            invite.header("To"),
            "s" + server.number());
    call.remote = invite.header("From");
    call.remoteTag = invite.tag("From");
    call.target = SipText.uriOf(invite.header("Contact"));
    call.phonesSdp = invite.body();
    return call;
  }

  /** {@return its Call-ID} */
  public String callId() {
    return callId;
  }

  /** {@return the server's tag} */
  public String localTag() {
    return localTag;
  }

  /** {@return the phone's tag} */
  public String remoteTag() {
    return remoteTag;
  }

  /** {@return the number the phone called; of a call of the server's, who calls} */
  public String number() {
    return SipText.userOf(local);
  }

  /** {@return the last session the phone described} */
  public String phonesSdp() {
    return phonesSdp;
  }

  /** {@return whether the server made it} */
  boolean ours() {
    return ours;
  }

  Peer peer() {
    return peer;
  }

  void tookSdp(String sdp) {
    phonesSdp = sdp.isBlank() ? phonesSdp : sdp;
  }

  /** {@return a request in the dialog, or the INVITE that begins it} */
  SipText request(String method) {
    SipText request = SipText.request(method, target);
    return server
        .via(request, peer)
        .add("From", (local.contains("<") ? local : "<" + local + ">") + ";tag=" + localTag)
        .add("To", bare(remote) + (remoteTag.isEmpty() ? "" : ";tag=" + remoteTag))
        .add("Call-ID", callId)
        .add("CSeq", (method.equals("ACK") ? sequence : ++sequence) + " " + method)
        .add("Contact", contact());
  }

  private static String bare(String value) {
    return value.contains("<") ? value.substring(0, value.indexOf('>') + 1) : "<" + value + ">";
  }

  String contact() {
    return "<sip:" + number() + "@" + server.here() + server.transport(peer) + ">";
  }

  /** {@return what the phone said 200 with} */
  SipText taken(SipText answer) {
    remoteTag = answer.tag("To");
    target = SipText.uriOf(answer.header("Contact"));
    tookSdp(answer.body());
    return answer;
  }

  /** {@return this server's session, one version on} */
  String sdp(String direction) {
    return server.dressed(this, server.sdp(version++, direction, CODECS));
  }

  /** Sends a request and waits for its 200. */
  SipText ask(SipText request) {
    server.send(request, peer);
    SipText answer = server.answer(request);
    if (answer.status() != 200) {
      server.problem(request.method() + " was answered " + answer.status());
    }
    return answer;
  }

  /** Acknowledges the phone's 200, with an answer where it had to offer. */
  void acknowledge(String sdp) {
    SipText ack = request("ACK");
    server.send(sdp.isEmpty() ? ack : ack.body("application/sdp", sdp), peer);
  }

  /** Hangs up. */
  public void bye() {
    ask(request("BYE"));
  }

  /** {@return the BYE of the phone, which must come} */
  public SipText awaitBye() {
    return server.await(
        "BYE of the phone",
        m -> m.isRequest() && m.method().equals("BYE") && m.header("Call-ID").equals(callId));
  }
}
