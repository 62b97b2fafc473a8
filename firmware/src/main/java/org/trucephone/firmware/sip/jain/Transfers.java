package org.trucephone.firmware.sip.jain;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;

/** REFER, ours and theirs, and the NOTIFYs that tell how it goes (RFC 3515). */
final class Transfers {
  private static final Pattern STATUS =
      Pattern.compile("(?m)^\\s*SIP/\\d\\.\\d\\s+(\\d{3})\\s*([^\\r\\n]*)");

  /** How long a REFER of theirs is remembered without an answer of the phone's. */
  private static final Duration FORGET = Duration.ofMinutes(3);

  private final Core core;
  private final Messages messages;
  private final Sender sender;
  private final Legs legs;
  private final Answers answers;

  /** Calls whose REFER is not over, by our tag; a call may end before its transfer does. */
  private final Map<String, CallId> ours = new HashMap<>();

  private final Map<Integer, Theirs> theirs = new HashMap<>();
  private int lastRefer;

  private static final class Theirs {
    final Access access;
    final Request request;
    final ServerTransaction transaction;
    final boolean wantsNews;
    @Nullable Dialog dialog;
    boolean accepted;

    Theirs(Access access, Request request, ServerTransaction transaction, boolean wantsNews) {
      this.access = access;
      this.request = request;
      this.transaction = transaction;
      this.wantsNews = wantsNews;
    }
  }

  Transfers(Core core, Messages messages, Sender sender, Legs legs, Answers answers) {
    this.core = core;
    this.messages = messages;
    this.sender = sender;
    this.legs = legs;
    this.answers = answers;
  }

  // ---- ours

  void refer(CallId call, String target, @Nullable CallId replaces) throws Exception {
    Leg leg = legs.get(call);
    Dialog dialog = leg == null ? null : leg.dialog;
    if (leg == null || dialog == null) {
      core.emit(new SipEvent.ReferProgress(call, 481, "The call is gone", true));
      return;
    }
    String address;
    if (replaces == null) {
      address = "<" + OutgoingCalls.uri(leg.access, target) + ">";
    } else {
      Leg other = legs.get(replaces);
      DialogId id = legs.dialog(replaces);
      Dialog second = other == null ? null : other.dialog;
      if (other == null || id == null || second == null) {
        core.emit(new SipEvent.ReferProgress(call, 481, "The second call is gone", true));
        return;
      }
      address =
          "<"
              + reachable(other, second)
              + "?Replaces="
              + URLEncoder.encode(id.replaces(), StandardCharsets.UTF_8).replace("+", "%20")
              + ">";
    }
    Request request = dialog.createRequest(Request.REFER);
    messages.set(request, "User-Agent", core.options.userAgent());
    messages.set(request, "Refer-To", address);
    messages.set(request, "Referred-By", "<" + Messages.addressOfRecord(leg.access) + ">");
    ours.put(leg.localTag, call);
    sender.send(leg.access, request, true, dialog, new Referred(leg));
  }

  /**
   * {@return where a third phone reaches the other side of a call: its address of record where it
   * belongs to our own domain, so that its server leads there; else its Contact}
   */
  private static String reachable(Leg leg, Dialog dialog) {
    String record = dialog.getRemoteParty().getURI().toString().replaceAll("[;?].*", "");
    if (leg.access.ownHost(NameAddr.host(record)) || dialog.getRemoteTarget() == null) {
      return record;
    }
    return dialog.getRemoteTarget().getURI().toString().replaceAll("\\?.*", "");
  }

  private final class Referred implements Outcome {
    private final Leg leg;

    Referred(Leg leg) {
      this.leg = leg;
    }

    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog dialog, boolean credentialsRefused) {
      int status = response.getStatusCode();
      String reason = String.valueOf(response.getReasonPhrase());
      boolean silent =
          "false".equalsIgnoreCase(String.valueOf(Messages.value(response, "Refer-Sub")));
      boolean over = status >= 300 || silent;
      if (ours.containsKey(leg.localTag)) {
        if (over) {
          ours.remove(leg.localTag);
        }
        core.emit(new SipEvent.ReferProgress(leg.id, silent ? 200 : status, reason, over));
      }
    }

    @Override
    public void failed(Request sent, TransportFault fault, String detail) {
      if (ours.remove(leg.localTag) != null) {
        core.emit(new SipEvent.ReferProgress(leg.id, 408, detail, true));
      }
    }
  }

  /** NOTIFY of a REFER of ours. */
  void notified(Request request, ServerTransaction transaction) throws Exception {
    String tag = String.valueOf(Messages.toTag(request));
    CallId call = ours.get(tag);
    if (call == null && legs.withTag(tag) == null) {
      answers.refuse(request, transaction, 481);
      return;
    }
    answers.send(transaction, messages.response(request, 200, null));
    if (call == null) {
      return; // late news of a transfer that is over
    }
    String state =
        String.valueOf(Messages.value(request, "Subscription-State")).toLowerCase(Locale.ROOT);
    boolean ended = state.startsWith("terminated");
    Matcher line = STATUS.matcher(Messages.body(request));
    int status = 0;
    String reason = "";
    if (line.find()) {
      status = Integer.parseInt(line.group(1));
      reason = line.group(2).strip();
    }
    boolean over = ended || status >= 200;
    if (over) {
      ours.remove(tag);
    }
    if (status == 0) {
      if (ended) {
        // Ended without saying how: RFC 3515 2.4.7 leaves the outcome unknown, which is no success.
        core.emit(new SipEvent.ReferProgress(call, 408, "No word of the transfer", true));
      }
      return;
    }
    core.emit(new SipEvent.ReferProgress(call, ended && status < 200 ? 408 : status, reason, over));
  }

  // ---- theirs

  /** REFER came, inside {@code leg} or outside a call. */
  void referred(Access access, @Nullable Leg leg, Request request, ServerTransaction transaction)
      throws Exception {
    String to = Messages.value(request, "Refer-To");
    if (to == null) {
      answers.refuse(request, transaction, 400);
      return;
    }
    String uri = NameAddr.identity(to).uri();
    int query = uri.indexOf('?');
    Map<String, String> headers = new LinkedHashMap<>();
    if (query >= 0) {
      for (String pair : uri.substring(query + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          String name = pair.substring(0, equals).toLowerCase(Locale.ROOT);
          if (name.equals("replaces") || name.equals("require") || name.equals("call-info")) {
            headers.put(name, unescaped(pair.substring(equals + 1)));
          }
        }
      }
      uri = uri.substring(0, query);
    }
    int method = uri.toLowerCase(Locale.ROOT).indexOf(";method=");
    if (method >= 0) {
      String wanted = uri.substring(method + 8).replaceAll(";.*", "");
      if (!wanted.equalsIgnoreCase("INVITE")) {
        answers.refuse(request, transaction, 603);
        return;
      }
      uri = uri.replaceAll("(?i);method=[^;]*", "");
    }
    String by = Messages.value(request, "Referred-By");
    if (by != null) {
      headers.put("referred-by", by);
    }
    boolean news =
        !"false".equalsIgnoreCase(String.valueOf(Messages.value(request, "Refer-Sub")))
            && !String.valueOf(Messages.value(request, "Require")).contains("norefersub");
    int number = ++lastRefer;
    theirs.put(number, new Theirs(access, request, transaction, news));
    core.later(FORGET, () -> theirs.remove(number));
    core.emit(
        new SipEvent.ReferReceived(
            number, leg == null ? null : leg.id, access.index(), uri, Map.copyOf(headers)));
  }

  private static String unescaped(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
          .replaceAll("\\p{Cntrl}", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  void answer(int refer, int status) throws Exception {
    Theirs asked = theirs.get(refer);
    if (asked == null || asked.accepted) {
      return;
    }
    String tag = status < 300 ? Wire.token() : null;
    Response response = messages.response(asked.request, status, tag);
    if (status < 300) {
      asked.accepted = true;
      messages.contact(
          response,
          asked.access.contactUser(),
          core.localHostTowards(Messages.source(asked.request)),
          Messages.transport(asked.request));
      if (!asked.wantsNews) {
        messages.set(response, "Refer-Sub", "false");
      }
    }
    answers.send(asked.transaction, response);
    asked.dialog = asked.transaction.getDialog();
    if (status >= 300) {
      theirs.remove(refer);
    }
  }

  void progress(int refer, int status, String reason) throws Exception {
    Theirs asked = theirs.get(refer);
    Dialog dialog = asked == null ? null : asked.dialog;
    if (asked == null || dialog == null || !asked.wantsNews) {
      return;
    }
    if (status >= 200) {
      theirs.remove(refer);
    }
    if (dialog.getState() == null || dialog.getState() == DialogState.TERMINATED) {
      return; // they hung up and do not wait for news
    }
    try {
      Request notify = dialog.createRequest(Request.NOTIFY);
      messages.set(notify, "User-Agent", core.options.userAgent());
      messages.set(notify, "Event", "refer;id=" + Messages.sequence(asked.request));
      messages.set(
          notify,
          "Subscription-State",
          status >= 200 ? "terminated;reason=noresource" : "active;expires=60");
      messages.body(
          notify,
          "message/sipfrag;version=2.0",
          "SIP/2.0 " + status + " " + reason.replaceAll("\\p{Cntrl}", "") + "\r\n");
      sender.send(asked.access, notify, true, dialog, new DialogRequests.Ignored());
    } catch (SipException e) {
      core.trace.add("! NOTIFY not sent: " + e.getMessage());
    }
  }
}
