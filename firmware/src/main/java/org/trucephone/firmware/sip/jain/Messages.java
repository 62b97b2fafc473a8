package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.NameAddr;

/** Builds and reads messages of the stack. */
final class Messages {
  static final List<String> ALLOW =
      List.of(
          "INVITE",
          "ACK",
          "CANCEL",
          "BYE",
          "OPTIONS",
          "NOTIFY",
          "INFO",
          "UPDATE",
          "REFER",
          "MESSAGE",
          "PRACK",
          "SUBSCRIBE");
  static final String ACCEPT = "application/sdp";

  /** Extensions we know (their option tags). */
  static final List<String> SUPPORTED = List.of("replaces", "norefersub", "timer", "100rel");

  /** Commas that part values, not those inside quotation marks or angle brackets. */
  private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"<>]|\"[^\"]*\"|<[^<>]*>)*$)");

  private final Wire wire;
  private final String instance;
  private final String userAgent;

  Messages(Wire wire, String userAgent, String instance) {
    this.wire = wire;
    this.userAgent = userAgent;
    this.instance = instance;
  }

  // ---- building

  /** A request outside a dialog, without Via: that is added when it is known where it goes. */
  Request request(
      String method,
      String uri,
      Access access,
      String to,
      String callId,
      String fromTag,
      long sequence)
      throws ParseException, InvalidArgumentException {
    CallIdHeader id = wire.headers.createCallIdHeader(callId);
    CSeqHeader cseq = wire.headers.createCSeqHeader(sequence, method);
    FromHeader from =
        wire.headers.createFromHeader(
            wire.addresses.createAddress(
                quotable(access.account.displayName()),
                wire.addresses.createURI(addressOfRecord(access))),
            fromTag);
    ToHeader toHeader =
        wire.headers.createToHeader(
            wire.addresses.createAddress(wire.addresses.createURI(to)), null);
    Request request =
        wire.messages.createRequest(
            wire.addresses.createURI(uri),
            method,
            id,
            cseq,
            from,
            toHeader,
            new ArrayList<ViaHeader>(),
            wire.headers.createMaxForwardsHeader(70));
    set(request, "User-Agent", userAgent);
    return request;
  }

  /** {@return a display name as it may stand between quotation marks, or null for none} */
  private static @Nullable String quotable(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", "").strip();
    return clean.isEmpty() ? null : clean.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /**
   * {@return a request in the dialog a 2xx to our INVITE opened, without Via (RFC 3261 12.2.1.1)}
   */
  Request inside(String method, Response answer, long sequence)
      throws ParseException, InvalidArgumentException {
    ContactHeader contact = (ContactHeader) answer.getHeader(ContactHeader.NAME);
    Request request =
        wire.messages.createRequest(
            contact.getAddress().getURI(),
            method,
            (CallIdHeader) answer.getHeader(CallIdHeader.NAME),
            wire.headers.createCSeqHeader(sequence, method),
            (FromHeader) answer.getHeader(FromHeader.NAME),
            (ToHeader) answer.getHeader(ToHeader.NAME),
            new ArrayList<ViaHeader>(),
            wire.headers.createMaxForwardsHeader(70));
    for (String route : values(answer, "Record-Route").reversed()) {
      add(request, "Route", route);
    }
    set(request, "User-Agent", userAgent);
    return request;
  }

  /** {@return the account's address with the user part escaped} */
  static String addressOfRecord(Access access) {
    return "sip:"
        + NameAddr.escapedUser(access.account.user())
        + "@"
        + bracketed(access.account.domain());
  }

  static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** {@return where we are reached for this account over a transport} */
  String contactUri(String user, String localHost, String transport) {
    String text =
        "sip:" + (user.isEmpty() ? "" : NameAddr.escapedUser(user) + "@") + bracketed(localHost);
    return text
        + ":"
        + wire.port(transport)
        + (transport.equals("udp") ? "" : ";transport=" + transport);
  }

  /** {@return whether this phone has a name of its own among its user's} */
  boolean named() {
    return !instance.isEmpty();
  }

  /** Puts in our Contact as the account's server wants it. */
  void contact(Message message, Access access, String localHost, String transport)
      throws ParseException {
    Manner manner = access.manner();
    String user = manner.contactUser(access.account.user());
    String own = manner.contactParameters();
    if (message instanceof Request request
        && request.getMethod().equals("REGISTER")
        && (!own.isEmpty() || !manner.namesFlow())) {
      set(message, ContactHeader.NAME, "<" + contactUri(user, localHost, transport) + ">" + own);
    } else {
      contact(message, user, localHost, transport);
    }
  }

  void contact(Message message, String user, String localHost, String transport)
      throws ParseException {
    String address = "<" + contactUri(user, localHost, transport) + ">";
    boolean binds = message instanceof Request request && request.getMethod().equals("REGISTER");
    // Which phone of the user this is and over which flow (RFC 5626 4.2).
    String which = binds && named() ? ";+sip.instance=\"<" + instance + ">\"" : "";
    if (!which.isEmpty() && String.valueOf(value(message, "Supported")).contains("outbound")) {
      which += ";reg-id=1";
    }
    set(message, ContactHeader.NAME, address + which);
  }

  /** Puts the outbound proxy, if there is one, in front as a loose route (RFC 3261 8.1.2). */
  void preload(Request request, Access access) throws ParseException {
    HostPort proxy = access.account.outboundProxy();
    if (!access.serviceRoute.isEmpty() && !request.getMethod().equals(Request.REGISTER)) {
      list(request, "Route", access.serviceRoute);
    } else if (proxy != null) {
      String transport = access.transport().equals("udp") ? "" : ";transport=" + access.transport();
      set(request, "Route", "<sip:" + proxy + transport + ";lr>");
    }
  }

  /** Puts a header in, instead of one of the same name. */
  void set(Message message, String name, String value) throws ParseException {
    message.setHeader(wire.headers.createHeader(name, value));
  }

  void add(Message message, String name, String value) throws ParseException {
    message.addHeader(wire.headers.createHeader(name, value));
  }

  /** Puts in headers of the phone's wish; line ends in them cannot make another header. */
  void put(Message message, Map<String, String> headers) throws ParseException {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String value = header.getValue().replaceAll("\\p{Cntrl}+", " ");
      list(
          message,
          header.getKey(),
          COMMA.splitAsStream(value).map(String::strip).filter(part -> !part.isEmpty()).toList());
    }
  }

  void body(Message message, String contentType, String body) throws ParseException {
    message.setContent(
        Wire.bytes(body),
        (ContentTypeHeader) wire.headers.createHeader("Content-Type", contentType));
  }

  void sdp(Message message, String sdp) throws ParseException {
    message.setContent(Wire.bytes(sdp), wire.headers.createContentTypeHeader("application", "sdp"));
  }

  /** Puts in the Via of an account's request. */
  void via(Request request, Access access, String localHost, String transport)
      throws ParseException, InvalidArgumentException {
    via(request, localHost, transport, access.manner().asksPort());
  }

  /** Puts in the one Via a client sends, with a fresh branch and rport (RFC 3581). */
  void via(Request request, String localHost, String transport)
      throws ParseException, InvalidArgumentException {
    via(request, localHost, transport, true);
  }

  private void via(Request request, String localHost, String transport, boolean asksPort)
      throws ParseException, InvalidArgumentException {
    ViaHeader via =
        wire.headers.createViaHeader(
            bracketed(localHost), wire.port(transport), transport, "z9hG4bK" + Wire.token());
    if (asksPort) {
      via.setRPort();
    }
    request.removeHeader(ViaHeader.NAME);
    request.setHeader(via);
  }

  /** {@return a response with our tag in To, Server and, where it opens a dialog, Contact} */
  Response response(Request request, int status, @Nullable String toTag) throws ParseException {
    Response response = wire.messages.createResponse(status, request);
    ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
    if (status != 100 && to != null && to.getTag() == null) {
      to.setTag(toTag == null ? Wire.token() : toTag);
    }
    set(response, "Server", userAgent);
    return response;
  }

  /** Says which methods we take. */
  void allow(Message message) throws ParseException {
    list(message, "Allow", ALLOW);
  }

  /** Puts in a header of several values; the stack's factory takes them one by one. */
  void list(Message message, String name, List<String> values) throws ParseException {
    message.removeHeader(name);
    for (String value : values) {
      add(message, name, value);
    }
  }

  /** Adds what tells the other side our abilities. */
  void abilities(Message message) throws ParseException {
    allow(message);
    set(message, "Accept", ACCEPT);
  }

  // ---- reading

  static String method(Response response) {
    CSeqHeader cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
    return cseq == null ? "" : cseq.getMethod();
  }

  static long sequence(Message message) {
    CSeqHeader cseq = (CSeqHeader) message.getHeader(CSeqHeader.NAME);
    return cseq == null ? 0 : cseq.getSeqNumber();
  }

  static String callId(Message message) {
    CallIdHeader id = (CallIdHeader) message.getHeader(CallIdHeader.NAME);
    return id == null ? "" : id.getCallId();
  }

  static @Nullable String fromTag(Message message) {
    FromHeader from = (FromHeader) message.getHeader(FromHeader.NAME);
    return from == null ? null : from.getTag();
  }

  static @Nullable String toTag(Message message) {
    ToHeader to = (ToHeader) message.getHeader(ToHeader.NAME);
    return to == null ? null : to.getTag();
  }

  /** {@return values of all headers of a name, in order} */
  static List<String> values(Message message, String name) {
    List<String> found = new ArrayList<>();
    for (ListIterator<?> i = message.getHeaders(name); i.hasNext(); ) {
      found.add(value((Header) i.next()));
    }
    return found;
  }

  /** {@return the first header's value, or null} */
  static @Nullable String value(Message message, String name) {
    Header header = message.getHeader(name);
    return header != null ? value(header) : unparsed(message, name);
  }

  /** {@return all values of a name joined with ", ", topmost first, or null if there is none} */
  static @Nullable String joined(Message message, String name) {
    List<String> all = values(message, name);
    return all.size() > 1 ? String.join(", ", all) : value(message, name);
  }

  /** {@return those of the named headers a message has, by lower-case name} */
  static Map<String, String> told(Message message, List<String> names) {
    Map<String, String> headers = new HashMap<>();
    for (String name : names) {
      String value = joined(message, name);
      if (value != null) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
      }
    }
    return Map.copyOf(headers);
  }

  /** A header the stack could not parse, such as {@code Alert-Info: Ring Answer}. */
  private static @Nullable String unparsed(Message message, String name) {
    for (ListIterator<?> i = message.getUnrecognizedHeaders(); i.hasNext(); ) {
      String line = String.valueOf(i.next());
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return null;
  }

  private static String value(Header header) {
    String line = header.toString();
    return line.substring(line.indexOf(':') + 1).strip();
  }

  /** {@return a header's leading number of seconds, or -1} */
  static long seconds(Message message, String name) {
    String value = value(message, name);
    if (value == null) {
      return -1;
    }
    int end = 0;
    while (end < value.length() && end < 9 && Character.isDigit(value.charAt(end))) {
      end++;
    }
    return end == 0 ? -1 : Long.parseLong(value.substring(0, end));
  }

  static String contentType(Message message) {
    ContentTypeHeader type = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
    return type == null ? "" : String.valueOf(value(type));
  }

  static byte[] bytes(Message message) {
    byte[] raw = message.getRawContent();
    return raw == null ? new byte[0] : raw;
  }

  static String body(Message message) {
    return Bodies.text(bytes(message));
  }

  /** {@return the session description, or null} */
  static @Nullable String sdp(Message message) {
    return Bodies.sdp(contentType(message), body(message));
  }

  /**
   * {@return who is at the other end: P-Asserted-Identity, else Remote-Party-ID, else From (of a
   * request); null if a response carries neither of the first two}
   */
  static @Nullable Identity identity(Message message) {
    for (String name : List.of("P-Asserted-Identity", "Remote-Party-ID")) {
      for (String value : values(message, name)) {
        Identity identity = NameAddr.identity(value);
        if (!identity.user().isEmpty() || !identity.name().isEmpty()) {
          boolean hidden = value.toLowerCase(Locale.ROOT).contains("privacy=full");
          return hidden ? new Identity("", "", identity.uri()) : identity;
        }
      }
    }
    String from = message instanceof Request ? value(message, FromHeader.NAME) : null;
    return from == null ? null : NameAddr.identity(from);
  }

  /** {@return the address a request really came from} */
  static String source(Request request) {
    return request instanceof SIPRequest sip && sip.getPeerPacketSourceAddress() != null
        ? sip.getPeerPacketSourceAddress().getHostAddress()
        : "";
  }

  /** {@return "udp", "tcp" or "tls", from the topmost Via} */
  static String transport(Message message) {
    ViaHeader via = (ViaHeader) message.getHeader(ViaHeader.NAME);
    String transport = via == null ? "udp" : via.getTransport().toLowerCase(Locale.ROOT);
    return transport.equals("tcp") || transport.equals("tls") ? transport : "udp";
  }

  /** {@return the user part of the request's URI; "" if none} */
  static String requestUser(Request request) {
    return NameAddr.user(request.getRequestURI().toString());
  }

  /**
   * {@return the URI a request goes to first: first loose route, else its own; with the host that
   * {@code maddr} puts in the place of the named one (RFC 3263 4)}
   */
  static String firstStop(Request request) {
    URI first = request.getRequestURI();
    if (request.getHeader("Route") instanceof javax.sip.header.RouteHeader route
        && route.getAddress().getURI() instanceof SipURI uri) {
      first = uri;
    }
    if (first instanceof SipURI uri && uri.getMAddrParam() instanceof String address) {
      SipURI there = (SipURI) uri.clone();
      try {
        there.setHost(address);
        return there.toString();
      } catch (ParseException e) {
        return uri.toString(); // no host: the named one is used
      }
    }
    return first.toString();
  }

  /** {@return the port of a sip: URI, 5060 if it names none} */
  static int port(String uri) {
    return port(uri, 5060);
  }

  /** {@return the port of a sip: URI, or {@code usual} if it names none} */
  static int port(String uri, int usual) {
    String rest = uri.substring(uri.indexOf('@') + 1).replaceAll("[;?>].*", "");
    int colon = rest.lastIndexOf(':');
    String digits = colon > rest.lastIndexOf(']') ? rest.substring(colon + 1) : "";
    try {
      int port = digits.isEmpty() ? usual : Integer.parseInt(digits);
      return port >= 1 && port <= 65535 ? port : usual;
    } catch (NumberFormatException e) {
      return usual; // "sip:host" without a port: the colon was the scheme's
    }
  }
}
