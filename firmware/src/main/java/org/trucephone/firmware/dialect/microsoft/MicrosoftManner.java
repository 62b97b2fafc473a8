package org.trucephone.firmware.dialect.microsoft;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.MessageSigner;
import org.trucephone.firmware.sip.SipAccount;

/**
 * A registration as MS-SIPREGE wants it: the device named in From and Contact, an address of its
 * own given by the server, every message signed.
 */
record MicrosoftManner(Endpoint endpoint) implements Manner {
  private static final String METHODS =
      "INVITE, MESSAGE, INFO, SUBSCRIBE, OPTIONS, BYE, CANCEL, NOTIFY, ACK, REFER, BENOTIFY";
  private static final String SUPPORTED =
      "gruu-10, adhoclist, msrtc-event-categories, com.microsoft.msrtc.presence";
  private static final Pattern GRUU = Pattern.compile("(?i);\\s*gruu\\s*=\\s*\"([^\"]+)\"");

  /** What this phone calls itself where Windows names a computer. */
  private static final String WORKSTATION = "TRUCE";

  @Override
  public Map<String, String> registerHeaders(String callId, boolean first, Duration expires) {
    return Map.of(
        "Supported",
        SUPPORTED,
        "Event",
        "registration",
        "Allow-Events",
        "presence",
        "ms-keep-alive",
        "UAC;hop-hop=yes");
  }

  @Override
  public String contactParameters() {
    return ";methods=\""
        + METHODS
        + "\";proxy=replace;+sip.instance=\""
        + endpoint.instance()
        + "\"";
  }

  @Override
  public boolean namesFlow() {
    return false;
  }

  @Override
  public boolean longByTcp() {
    return false;
  }

  @Override
  public boolean asksPort() {
    return false;
  }

  @Override
  public Map<String, String> ownParameters() {
    return Map.of("epid", endpoint.epid());
  }

  @Override
  public List<String> tells() {
    return List.of(Subscriptions.SELF, Subscriptions.PROVISIONING, "registration-notify");
  }

  /** The list holds all of the user's devices (MS-SIPREGE 3.2.5). */
  @Override
  public String givenAddress(List<String> contacts) {
    String mine = endpoint.id().toString();
    for (String contact : contacts) {
      Matcher gruu = GRUU.matcher(contact);
      if (contact.toLowerCase(Locale.ROOT).contains(mine) && gruu.find()) {
        return gruu.group(1);
      }
    }
    return "";
  }

  /** The user name may be {@code CORP\ann}, {@code ann@corp.example} or {@code ann}. */
  @Override
  public Optional<MessageSigner> signer(SipAccount account, Consumer<byte[]> chance) {
    String name = account.authUser();
    int slash = name.indexOf('\\');
    String domain = slash < 0 ? "" : name.substring(0, slash);
    return Optional.of(
        new NtlmSigner(
            new NtlmSession.Account(
                domain, name.substring(slash + 1), account.password(), WORKSTATION),
            chance));
  }
}
