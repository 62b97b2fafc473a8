package org.trucephone.firmware.sip.jain;

import java.util.List;
import java.util.Map;
import javax.sip.Dialog;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;

/** Single requests outside calls, of whatever method a dialect needs. Thread {@code sip-out}. */
final class Asides {
  /** What an answer may tell besides its status. */
  static final List<String> TELLING =
      List.of(
          "Warning",
          "Reason",
          "Retry-After",
          "Contact",
          "Expires",
          "Event",
          "ms-diagnostics",
          "ms-diagnostics-public");

  private final Core core;
  private final Messages messages;
  private final Sender sender;

  Asides(Core core, Messages messages, Sender sender) {
    this.core = core;
    this.messages = messages;
    this.sender = sender;
  }

  void send(
      Access access,
      int number,
      String method,
      String target,
      Map<String, String> headers,
      String contentType,
      String body)
      throws Exception {
    try {
      String uri =
          target.isEmpty() ? Messages.addressOfRecord(access) : OutgoingCalls.uri(access, target);
      Request request =
          messages.request(
              method, uri, access, uri, Wire.token() + "@" + access.localHost, Wire.token(), 1);
      messages.preload(request, access);
      messages.put(request, headers);
      if (!contentType.isEmpty()) {
        messages.body(request, contentType, body);
      }
      sender.send(access, request, true, null, new Result(access.index(), number));
    } catch (Exception e) {
      core.emit(
          new SipEvent.Answered(
              number, access.index(), 0, "Not an address: " + target, Map.of(), "", ""));
      throw e;
    }
  }

  private final class Result implements Outcome {
    private final int account;
    private final int number;

    Result(int account, int number) {
      this.account = account;
      this.number = number;
    }

    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog dialog, boolean credentialsRefused) {
      if (dialog != null) {
        dialog.delete(); // a SUBSCRIBE's: what follows is read without it
      }
      core.emit(
          new SipEvent.Answered(
              number,
              account,
              response.getStatusCode(),
              String.valueOf(response.getReasonPhrase()),
              Messages.told(response, TELLING),
              Messages.contentType(response),
              Messages.body(response)));
    }

    @Override
    public void failed(Request sent, TransportFault fault, String detail) {
      core.emit(new SipEvent.Answered(number, account, 0, detail, Map.of(), "", ""));
    }
  }
}
