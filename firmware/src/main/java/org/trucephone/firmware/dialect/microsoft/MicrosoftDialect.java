package org.trucephone.firmware.dialect.microsoft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.dialect.Reaction;
import org.trucephone.firmware.sdp.Protection;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.SipEvent;

/**
 * Microsoft's servers from OCS 2007 R2 to Skype for Business Server. Only where the settings ask
 * for it: a server lets nobody in who does not speak this from the first REGISTER.
 */
public final class MicrosoftDialect implements Dialect {
  private static final int MOST_ROUNDS = 3;

  @Override
  public String id() {
    return "microsoft";
  }

  @Override
  public Manner manner(Device device, String user, String domain) {
    return new MicrosoftManner(Endpoint.of(device.mac(), user + "@" + domain));
  }

  @Override
  public boolean subscribesToMessages() {
    return false;
  }

  @Override
  public List<Saying> greetings(Device device, SipEvent.Registered registered) {
    return List.of(Subscriptions.provisioning(), Subscriptions.self());
  }

  @Override
  public Reaction reaction(Saying said, SipEvent.Answered answer, int round) {
    String event = said.headers().getOrDefault("Event", "");
    if (event.equals(Subscriptions.SELF) && answer.status() / 100 == 2) {
      // Nothing may be published before this answer.
      List<News> news = new ArrayList<>(Roaming.self(answer.body()));
      news.add(new News.AsksPresence());
      return new Reaction(news, List.of());
    }
    if (event.equals(Subscriptions.PROVISIONING) && answer.status() / 100 == 2) {
      return new Reaction(Roaming.settings(answer.body()), List.of());
    }
    if (said.contentType().equals(Publication.TYPE)
        && answer.status() == 409
        && round <= MOST_ROUNDS) {
      return Publication.renewed(said, answer.body())
          .map(next -> new Reaction(List.of(), List.of(next)))
          .orElse(Reaction.NONE);
    }
    return Reaction.NONE;
  }

  @Override
  public List<News> heard(SipEvent.Notified told) {
    return switch (told.event().replaceAll("[;\\s].*", "")) {
      case Subscriptions.SELF -> Roaming.self(told.body());
      case Subscriptions.PROVISIONING -> Roaming.settings(told.body());
      case "registration-notify" -> Roaming.signedOff(told.body(), told.headers());
      default -> List.of();
    };
  }

  @Override
  public List<Saying> presence(Device device, String address, Doing now, boolean first) {
    String plain = address.substring(address.indexOf(':') + 1);
    return List.of(Publication.of(Endpoint.of(device.mac(), plain), address, now, first));
  }

  @Override
  public String described(String sdp, boolean answer, Protection wanted) {
    return SessionText.of(sdp, answer, wanted);
  }

  /** Numbers and reasons are those of MS-OCER 2.2. */
  @Override
  public Map<String, String> unfit(boolean unprotected) {
    return Map.of(
        "ms-client-diagnostics",
        unprotected
            ? "52017;reason=\"Encryption levels dont match\""
            : "52063;reason=\"Unsupported session description\"");
  }

  @Override
  public boolean watchesQuality() {
    return true;
  }

  @Override
  public List<Saying> report(Device device, CallReport report) {
    String plain = report.address().substring(report.address().indexOf(':') + 1);
    return List.of(QoeReport.of(Endpoint.of(device.mac(), plain), report));
  }

  /** The server leads calls to one's own mailbox by this parameter. */
  @Override
  public String voicemail(String address) {
    return address + ";opaque=app:voicemail";
  }

  /** Every refusal bears a number and a reason (MS-OCER). */
  @Override
  public String explained(int status, Map<String, String> headers) {
    String reason = Roaming.reason(headers);
    return reason.isEmpty() ? Dialect.super.explained(status, headers) : reason;
  }
}
