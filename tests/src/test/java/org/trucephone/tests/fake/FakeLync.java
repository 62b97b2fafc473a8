package org.trucephone.tests.fake;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's Lync and Skype for Business Server as far as its open specifications show: one TCP
 * connection for everything, a sign-in by NTLM, every message of both sides signed, an address of
 * its own for each device. Strict: an unsigned or wrongly signed message, a number used twice, an
 * answered BENOTIFY, a second connection, a nameless device are noted as faults and dropped, as the
 * real server drops them.
 */
public final class FakeLync extends FakeExchange {
  private static final String REALM = "SIP Communications Service";
  private static final String TARGET = "fe1.corp.example";
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final String domain;
  private final String user;
  private final NtlmServer ntlm;
  private final Map<String, NtlmServer.Keys> signedIn = new HashMap<>();
  private final Map<String, Integer> invites = new HashMap<>();
  private final Set<String> numbers = new HashSet<>();
  private String opaque = "";
  private String registration = "";
  private String epid = "";
  private String gruu = "";
  private @Nullable Peer phone;
  private int lastNumber;
  private boolean liar;
  private int redirect;
  private String refusal = "";
  private String offers = "";
  private boolean settingsTold;
  private final List<String> reports = new ArrayList<>();

  /** Sent without a new signature. */
  private final Set<SipText> asIs = new HashSet<>();

  private final LyncStore store = new LyncStore();
  private @Nullable FakeCall self;
  private @Nullable SipText lastNews;

  /** Listens for one user of a domain; {@code corp} is the domain's short name. */
  public FakeLync(String domain, String corp, String user, String password) throws IOException {
    this.domain = domain;
    this.user = user;
    ntlm = new NtlmServer(user, corp, password);
    start();
  }

  // ---- what tests set

  /** From now on its signatures are wrong. */
  public synchronized void lie() {
    liar = true;
  }

  /** Sends every REGISTER to another server of the pool. */
  public synchronized void redirect(int port) {
    redirect = port;
  }

  /** Refuses the user, with that reason. */
  public synchronized void refuse(String reason) {
    refusal = reason;
  }

  /** What its administrator set for encryption: SupportEncryption, RequireEncryption … */
  public synchronized void encryption(String level) {
    store.encryption(level);
  }

  /** From now on its INVITEs offer at that level: rejected, optional, required; "": no offer. */
  public synchronized void offers(String level) {
    offers = level;
  }

  /** {@return the reports of calls' quality it took} */
  public synchronized List<String> reports() {
    return List.copyOf(reports);
  }

  /** {@return whether the phone is registered} */
  public synchronized boolean registered() {
    return phone != null;
  }

  /** {@return whether the phone has signed itself out} */
  public synchronized boolean left() {
    return phone == null && !signedIn.isEmpty();
  }

  // ---- the wire

  @Override
  boolean connected(Socket connection, int open) {
    if (open > 1) {
      problem("a second connection from " + connection.getRemoteSocketAddress());
    }
    return open == 1;
  }

  @Override
  SipText finished(SipText message) {
    if (asIs.remove(message)) {
      return message;
    }
    int status = message.isRequest() ? 0 : message.status();
    if (status >= 100 && status < 200 || status == 401 || opaque.isEmpty()) {
      return message;
    }
    if (status >= 200 && message.method().equals("INVITE")) {
      invites.put(message.header("Call-ID"), status);
    }
    NtlmServer.Keys keys = signedIn.get(opaque);
    if (keys == null) {
      return message;
    }
    String number = Integer.toString(++lastNumber);
    String rand = "%08x".formatted(lastNumber * 2654435761L & 0xffffffffL);
    String signature = keys.sign(text(message, rand, number));
    return message.set(
        "Authentication-Info",
        "NTLM qop=\"auth\", opaque=\"%s\", srand=\"%s\", snum=\"%s\", rspauth=\"%s\", targetname=\"%s\", realm=\"%s\", version=4"
            .formatted(
                opaque,
                rand,
                number,
                liar
                    ? signature.replaceFirst("^0100", "0101")
                    : signature.toUpperCase(java.util.Locale.ROOT),
                TARGET,
                REALM));
  }

  /** What a signature covers, in version 4. */
  private static String text(SipText message, String rand, String number) {
    StringBuilder text = new StringBuilder("<NTLM>");
    String asserted =
        message.header("P-Asserted-Identity").isEmpty()
            ? message.header("P-Preferred-Identity")
            : message.header("P-Asserted-Identity");
    String sip = "";
    String tel = "";
    for (String each : asserted.split(",")) {
      String uri = each.isBlank() ? "" : SipText.uriOf(each.strip());
      sip = uri.startsWith("sip") && sip.isEmpty() ? uri : sip;
      tel = uri.startsWith("tel") && tel.isEmpty() ? uri : tel;
    }
    String[] sequence = message.header("CSeq").split("\\s+");
    for (String field :
        List.of(
            rand,
            number,
            REALM,
            TARGET,
            message.header("Call-ID"),
            sequence[0],
            sequence[1],
            SipText.uriOf(message.header("From")),
            message.tag("From"),
            SipText.uriOf(message.header("To")),
            message.tag("To"),
            sip,
            tel,
            message.header("Expires"))) {
      text.append('<').append(field).append('>');
    }
    return message.isRequest() ? text.toString() : text + "<" + message.status() + ">";
  }

  @Override
  void take(SipText message, Peer from) {
    if (from.tcp() == null) {
      problem("a message by UDP, which this server does not have");
      return;
    }
    if (!message.isRequest() && message.method().equals("BENOTIFY")) {
      problem("BENOTIFY was answered " + message.status());
      return;
    }
    String own = message.isRequest() ? message.header("From") : message.header("To");
    String device = SipText.parameter(own.substring(own.indexOf('>') + 1), "epid");
    if (!device.matches("[0-9a-f]{10}") && (message.isRequest() || message.status() > 100)) {
      problem("no epid in " + message);
    }
    if (message.isRequest() && message.header("Via").contains("rport")) {
      problem("Via asks for rport");
    }
    if (message.isRequest() && message.method().equals("REGISTER")) {
      register(message, from, device);
      return;
    }
    if (phone == null) {
      problem(message.method() + " of a phone that is not signed in");
      return;
    }
    if (!proven(message)) {
      return;
    }
    if (message.isRequest()
        && !message.header("Contact").isEmpty()
        && !SipText.uriOf(message.header("Contact")).equals(gruu)) {
      problem("Contact is not the address this server gave: " + message.header("Contact"));
    }
    if (message.body().startsWith("v=0")) {
      session(message);
    }
    if (!message.isRequest()) {
      return;
    }
    switch (message.method()) {
      case "INVITE" -> invite(message, from);
      case "REFER" -> refer(message, from);
      case "SUBSCRIBE" -> subscribe(message, from);
      case "SERVICE" -> service(message, from);
      default -> inside(message, from);
    }
  }

  /** {@return whether a message is signed by whoever signed in} */
  private boolean proven(SipText message) {
    boolean provisional = !message.isRequest() && message.status() < 200;
    String signature = message.header("Authorization");
    if (signature.isEmpty()) {
      // The ACK of a refusal goes from hop to hop and no further.
      boolean hop =
          message.method().equals("ACK")
              && message.isRequest()
              && invites.getOrDefault(message.header("Call-ID"), 0) >= 300;
      if (!provisional && !hop) {
        problem("not signed: " + message);
      }
      return provisional || hop;
    }
    if (provisional) {
      problem("a provisional answer is signed");
    }
    return rightly(message, signature);
  }

  private boolean rightly(SipText message, String signature) {
    String by = SipText.parameter(signature, "opaque");
    String number = SipText.parameter(signature, "cnum");
    String rand = SipText.parameter(signature, "crand");
    NtlmServer.Keys keys = signedIn.get(by);
    if (keys == null
        || !keys.phones(text(message, rand, number))
            .equalsIgnoreCase(SipText.parameter(signature, "response"))) {
      problem("the signature is wrong: " + message);
      return false;
    }
    if (!numbers.add(by + " " + number)) {
      problem("number " + number + " was used before: " + message);
      return false;
    }
    return true;
  }

  // ---- signing in

  private void register(SipText request, Peer from, String device) {
    String contact = request.header("Contact");
    String instance =
        contact.replaceFirst("(?s).*\\+sip\\.instance=\"<urn:uuid:(" + UUID + ")>\".*", "$1");
    if (!instance.matches(UUID)
        || !request.all("Supported").toString().contains("gruu-10")
        || !request.header("Event").equals("registration")
        || !request.header("ms-keep-alive").startsWith("UAC")
        || !contact.contains("proxy=replace")) {
      problem("a REGISTER this server refuses: " + request);
      reply(request, from, 400, "Bad Request");
      return;
    }
    if (!registration.isEmpty() && !registration.equals(request.header("Call-ID"))) {
      problem("the registration changed its Call-ID");
    }
    registration = request.header("Call-ID");
    if (redirect != 0) {
      send(
          response(request, 301, "Redirect request to Home Server")
              .add("Contact", "<sip:127.0.0.1:" + redirect + ";transport=tcp>")
              .add("Expires", "900"),
          from);
      return;
    }
    String signature = request.header("Authorization");
    String data = SipText.parameter(signature, "gssapi-data");
    if (signature.isEmpty()) {
      send(offer(response(request, 401, "Unauthorized")), from);
    } else if (signature.contains("gssapi-data=\"\"")) {
      opaque = "%08X".formatted(0x2BDBAC00 + number());
      send(
          response(request, 401, "Unauthorized")
              .add(
                  "WWW-Authenticate",
                  "NTLM opaque=\"%s\", gssapi-data=\"%s\", targetname=\"%s\", realm=\"%s\", version=4"
                      .formatted(
                          opaque,
                          Base64.getEncoder().encodeToString(ntlm.challenge()),
                          TARGET,
                          REALM)),
          from);
    } else if (!data.isEmpty()) {
      third(request, from, device, instance, data);
    } else if (rightly(request, signature)) {
      welcome(request, from, device, instance);
    }
  }

  private SipText offer(SipText challenge) {
    String about = "realm=\"" + REALM + "\", targetname=\"" + TARGET + "\", version=4";
    return challenge
        .add("Date", "Fri, 02 Jan 2026 03:04:05 GMT")
        .add(
            "WWW-Authenticate",
            "TLS-DSK " + about + ", sts-uri=\"https://fe1.corp.example/CertProv.svc\"")
        .add("WWW-Authenticate", "Kerberos " + about.replace("fe1", "sip/fe1"))
        .add("WWW-Authenticate", "NTLM " + about);
  }

  private void third(SipText request, Peer from, String device, String instance, String data) {
    // Base64 ends in signs that a list of parameters knows otherwise.
    String whole =
        request.header("Authorization").replaceFirst("(?s).*gssapi-data=\"([^\"]*)\".*", "$1");
    NtlmServer.Keys keys = ntlm.accept(Base64.getDecoder().decode(whole.isEmpty() ? data : whole));
    if (keys == null) {
      send(offer(response(request, 401, "Unauthorized")), from);
      return;
    }
    signedIn.put(opaque, keys);
    if (rightly(request, request.header("Authorization"))) {
      welcome(request, from, device, instance);
    }
  }

  private void welcome(SipText request, Peer from, String device, String instance) {
    if (!refusal.isEmpty()) {
      send(
          response(request, 403, "Forbidden")
              .add("ms-diagnostics", "4001;reason=\"" + refusal + "\";source=\"" + TARGET + "\""),
          from);
      return;
    }
    boolean leaves = request.header("Expires").equals("0");
    epid = device;
    gruu = "sip:" + user + "@" + domain + ";opaque=user:epid:" + instance.hashCode() + "xAA;gruu";
    phone = leaves ? null : from;
    SipText ok = response(request, 200, "OK");
    if (!leaves) {
      ok.add(
              "Contact",
              "<sip:10.9.9.9:50000;transport=tls>;expires=7200;+sip.instance=\"<urn:uuid:4b1682a8-f968-5701-83fc-7c6741dc6697>\";gruu=\"sip:"
                  + user
                  + "@"
                  + domain
                  + ";opaque=user:epid:other;gruu\"")
          .add(
              "Contact",
              "<"
                  + SipText.uriOf(request.header("Contact"))
                  + ">;expires=7200;+sip.instance=\"<urn:uuid:"
                  + instance
                  + ">\";gruu=\""
                  + gruu
                  + "\"")
          .add("presence-state", "register-action=\"added\"")
          .add("ms-keep-alive", "UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300")
          .add(
              "Allow-Events",
              "vnd-microsoft-provisioning,vnd-microsoft-roaming-contacts,vnd-microsoft-roaming-ACL,"
                  + "presence,presence.wpending,vnd-microsoft-roaming-self,"
                  + "vnd-microsoft-provisioning-v2")
          .add("Supported", "adhoclist")
          .add("Supported", "msrtc-event-categories");
    }
    send(ok.add("Expires", leaves ? "0" : "7200"), from);
  }

  // ---- what it keeps of the user

  private void subscribe(SipText request, Peer from) {
    String event = request.header("Event");
    String type = request.header("Content-Type");
    String supported = request.all("Supported").toString();
    if (!request.header("Proxy-Require").contains("ms-benotify")
        || !supported.contains("ms-benotify")
        || !supported.contains("com.microsoft.autoextend")
        || !supported.contains("ms-piggyback-first-notify")
        || !request.header("Accept").equals(type)) {
      problem("a SUBSCRIBE this server refuses: " + request);
      reply(request, from, 406, "Not Acceptable");
      return;
    }
    FakeCall dialog = FakeCall.incoming(this, from, request);
    boolean settings = event.equals("vnd-microsoft-provisioning-v2");
    if (!settings && !event.equals("vnd-microsoft-roaming-self")) {
      reply(request, from, 489, "Bad Event");
      return;
    }
    if (settings && !request.header("Expires").equals("0")) {
      problem("provisioning is asked for once: " + request);
    }
    self = settings ? self : dialog;
    settingsTold |= settings;
    send(
        SipText.response(request, 200, "OK", dialog.localTag())
            .add("Contact", "<sip:" + here() + ";transport=tcp>")
            .add("Expires", settings ? "0" : "7200")
            .add("Event", event)
            .add("ms-piggyback-cseq", "1")
            .add("Supported", "ms-benotify, ms-piggyback-first-notify, com.microsoft.autoextend")
            .add("subscription-state", settings ? "terminated;expires=0" : "active;expires=7200")
            .body(type, settings ? store.provisioning() : store.self(address())),
        from);
  }

  private String address() {
    return "sip:" + user + "@" + domain;
  }

  private void service(SipText request, Peer from) {
    if (self == null) {
      problem("published before the answer to roaming-self: " + request);
    }
    if (request.header("Content-Type").equals("application/vq-rtcpxr+xml")) {
      report(request, from);
      return;
    }
    if (!request.header("Content-Type").equals("application/msrtc-category-publish+xml")) {
      reply(request, from, 415, "Unsupported Media Type");
      return;
    }
    String fault = store.publish(request.body(), address());
    if (fault.isEmpty()) {
      reply(request, from, 200, "OK");
    } else {
      send(response(request, 409, "Conflict").body("application/msrtc-fault+xml", fault), from);
    }
  }

  /** {@return the availability last published of a kind: userState, phoneState, machineState} */
  public synchronized int availability(String kind) {
    return store.availability(kind);
  }

  /** Tells of waiting messages, as the real server does, by BENOTIFY. */
  public synchronized void messages(int fresh) {
    store.messages(fresh);
    SipText news = news(store.self(address()));
    lastNews = news;
    send(news, reached(user).peer());
  }

  private SipText news(String body) {
    FakeCall dialog = self;
    if (dialog == null) {
      throw new AssertionError("roaming-self was not asked for\n" + log());
    }
    return dialog
        .request("BENOTIFY")
        .add("Event", "vnd-microsoft-roaming-self")
        .add("subscription-state", "active;expires=6978")
        .add("Require", "eventlist")
        .body("application/vnd-microsoft-roaming-self+xml", body);
  }

  /** Sends the last news once more, octet for octet, as someone who listened could. */
  public synchronized void replay() {
    SipText again = lastNews;
    if (again == null) {
      throw new IllegalStateException("nothing was sent");
    }
    asIs.add(again);
    send(again, reached(user).peer());
  }

  /** Tells of waiting messages without a signature. */
  public synchronized void unsignedMessages(int fresh) {
    store.messages(fresh);
    SipText news = news(store.self(address()));
    asIs.add(news);
    send(news, reached(user).peer());
  }

  /** Ends the registration, as when the administrator moves the user. */
  public synchronized void signOff(String reason) {
    FakeCall dialog = self;
    Peer peer = reached(user).peer();
    if (dialog == null) {
      throw new AssertionError("roaming-self was not asked for\n" + log());
    }
    send(
        dialog
            .request("BENOTIFY")
            .add("Event", "registration-notify")
            .add("subscription-state", "terminated;expires=0")
            .add("ms-diagnostics-public", "4141;reason=\"" + reason + "\"")
            .body("text/registration-event", "deregistered;event=deactivated"),
        peer);
    phone = null;
  }

  // ---- how calls sounded

  private void report(SipText request, Peer from) {
    String body = request.body();
    String fault = QoeSchema.fault(body);
    if (!fault.isEmpty()) {
      problem("a report that breaks the schema: " + fault + "\n" + body);
      reply(request, from, body.contains("<VQReportEvent") ? 400 : 606, "Bad Report");
    } else if (!body.contains(
        "<LocalPAI>" + SipText.uriOf(request.header("From")) + "</LocalPAI>")) {
      problem("a report about someone else: " + body);
      reply(request, from, 401, "Unauthorized");
    } else {
      reports.add(body);
      reply(request, from, 202, "Accepted");
    }
  }

  // ---- sessions (MS-SDPEXT 3.1.5)

  private static final String LINE =
      "[0-9]{1,9} AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}(\\|2\\^31)?(\\|1:1)?";

  private void session(SipText message) {
    String level =
        switch (store.encryption()) {
          case "DoNotSupportEncryption" -> "rejected";
          case "SupportEncryption" -> "optional";
          default -> "required";
        };
    List<String> keys =
        message.body().lines().filter(line -> line.startsWith("a=crypto:")).toList();
    boolean wrong =
        settingsTold && !message.body().contains("a=encryption:" + level + "\r\n")
            || keys.size() > 1
            || keys.stream().anyMatch(line -> !line.substring(9).matches(LINE));
    String profile = message.body().replaceFirst("(?s).*m=audio [0-9]+ (\\S+) .*", "$1");
    boolean secure = level.equals("required") || answers(message) && !keys.isEmpty();
    if (wrong
        || secure == keys.isEmpty() && secure
        || !profile.equals(secure ? "RTP/SAVP" : "RTP/AVP")) {
      problem("a session of another level than " + level + ": " + message);
    }
  }

  private boolean answers(SipText message) {
    return !message.isRequest() && !offers.isEmpty();
  }

  private static String keyLine(String sdp) {
    return sdp.lines().filter(line -> line.startsWith("a=crypto:")).findFirst().orElse("");
  }

  /** Takes the phone's own key, so that what comes back to it is encrypted as told. */
  @Override
  String dressed(FakeCall call, String sdp) {
    String line = keyLine(call.phonesSdp());
    if (line.isEmpty() || store.encryption().equals("DoNotSupportEncryption")) {
      return sdp;
    }
    return sdp.replace(" RTP/AVP ", " RTP/SAVP ") + line + "\r\na=encryption:optional\r\n";
  }

  private String offer() {
    String sdp = sdp(1, "sendrecv", "0 101") + "a=encryption:" + offers + "\r\n";
    if (offers.equals("rejected")) {
      return sdp;
    }
    // As Microsoft's phones write it: a key with an identifier.
    String key = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
    return (offers.equals("required") ? sdp.replace(" RTP/AVP ", " RTP/SAVP ") : sdp)
        + "a=cryptoscale:1 client AES_CM_128_HMAC_SHA1_80 inline:"
        + key
        + "|2^31|1:1\r\na=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:"
        + key
        + "|2^31|1:1\r\n";
  }

  /** {@return the call rung for with an offer, once the phone has answered it} */
  public FakeCall taken(SipText invite) {
    FakeCall call = call(invite);
    SipText answer = answer(invite);
    if (answer.status() != 200 || !answer.body().contains("m=audio ")) {
      throw new AssertionError("the phone answered " + answer.status() + "\n" + log());
    }
    call.taken(answer);
    call.acknowledge("");
    return call;
  }

  // ---- calls

  @Override
  boolean proved(SipText request, Peer from) {
    return true; // every message was looked at before
  }

  @Override
  void dress(SipText invite, String number, String name) {
    String address = "sip:" + number + "@" + domain;
    invite
        .set("From", "\"" + name + "\" <" + address + ">;tag=" + invite.tag("From") + ";epid=5e1f")
        .set("To", "<sip:" + user + "@" + domain + ">;epid=" + epid)
        .add(
            "P-Asserted-Identity",
            "\"" + name + "\" <" + address + ">, <tel:+1425555" + number + ">")
        .add("Ms-Conversation-ID", "AdJ9" + number())
        .set("Supported", "ms-dialog-route-set-update, gruu-10, timer, 100rel, replaces");
    if (!offers.isEmpty()) {
      invite.body("application/sdp", offer());
    }
  }

  @Override
  synchronized Reached reached(String line) {
    if (phone == null) {
      throw new AssertionError(line + " is not registered\n" + log());
    }
    return new Reached(gruu, phone);
  }

  @Override
  String product() {
    return "RTC/6.0";
  }

  @Override
  @Nullable SipText refused(SipText request, String number) {
    return number.equals("9999")
        ? response(request, 404, "Not Found")
            .add("ms-diagnostics", "1003;reason=\"User does not exist\";source=\"" + TARGET + "\"")
        : null;
  }
}
