package org.trucephone.firmware.dialect.cisco;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trucephone.firmware.account.DialogInfo;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.SipEvent;

/**
 * Cisco's enterprise phones as Asterisk with the usecallmanager patch serves them: settings, lamps
 * and messages pushed by REFER and NOTIFY, keys by remote call control. Only where the settings ask
 * for it: the real call manager ties these ways to Cisco's own phones and licences.
 */
public final class UsecallmanagerDialect implements Dialect {
  @Override
  public String id() {
    return "usecallmanager";
  }

  @Override
  public Manner manner(Device device, String user, String domain) {
    return new EnterpriseManner(device.mac().toUpperCase(Locale.ROOT), user);
  }

  @Override
  public boolean tellsLamps() {
    return true;
  }

  @Override
  public boolean subscribesToMessages() {
    return false;
  }

  @Override
  public String groupPickUp() {
    return "x-cisco-serviceuri-pickup";
  }

  @Override
  public List<PickUp> pickUp(String extension, DialogInfo.Dialog ringing, String code) {
    List<PickUp> ways = new ArrayList<>(Dialect.super.pickUp(extension, ringing, code));
    if (code.isEmpty()) {
      ways.add(new PickUp.Dial("x-cisco-serviceuri-gpickup-" + extension));
    }
    return ways;
  }

  @Override
  public List<Saying> greetings(Device device, SipEvent.Registered registered) {
    return List.of(RemoteControl.alarm(device.mac().toUpperCase(Locale.ROOT)));
  }

  @Override
  public List<Saying> doNotDisturb(String user, boolean on) {
    return List.of(
        new Saying(
            "PUBLISH",
            "",
            Map.of("Event", "presence", "Expires", "3600"),
            "application/pidf+xml",
            Presence.own(user, on)));
  }

  @Override
  public List<Saying> park(DialogId call) {
    return List.of(RemoteControl.softKey("Park", call));
  }

  @Override
  public List<News> heard(SipEvent.Notified told) {
    String event = told.event().replaceAll("[;\\s].*", "");
    return switch (event) {
      case "refer" -> RemoteControl.read(told.contentType(), told.body());
      case "service-control" -> ServiceControl.read(told.body());
      case "presence" -> Presence.read(told.headers().getOrDefault("from", ""), told.body());
      case "dialog" -> told.subscription() == 0 ? Presence.lamp(told.body()) : List.of();
      default -> List.of();
    };
  }

  @Override
  public Map<String, String> lastWords(Heard heard) {
    return CallStatistics.of(heard);
  }
}
