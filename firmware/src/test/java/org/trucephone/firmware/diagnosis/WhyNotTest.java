package org.trucephone.firmware.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.diagnosis.Diagnosis.Cause;

/**
 * Faults put into a small model of an office, which is then looked at as the phone looks: from the
 * plug upwards, each layer seeing only what the ones below let through.
 */
class WhyNotTest {
  private static final Map<Cause, Consumer<Office>> FAULTS = new LinkedHashMap<>();

  static {
    FAULTS.put(Cause.NO_SERVER, o -> o.server = "");
    FAULTS.put(Cause.NO_USER, o -> o.user = "");
    FAULTS.put(Cause.NO_LINK, o -> o.cable = false);
    FAULTS.put(Cause.NO_ADDRESS, o -> o.dhcp = Office.Dhcp.SILENT);
    FAULTS.put(Cause.SELF_ASSIGNED_ADDRESS, o -> o.dhcp = Office.Dhcp.SILENT_SELF_ASSIGNED);
    FAULTS.put(Cause.ADDRESS_CONFLICT, o -> o.twin = true);
    FAULTS.put(Cause.NO_GATEWAY, o -> o.gatewaySet = false);
    FAULTS.put(Cause.GATEWAY_SILENT, o -> o.gatewayUp = false);
    FAULTS.put(Cause.NO_NAME_SERVER, o -> o.nameServerSet = false);
    FAULTS.put(Cause.NAME_SERVER_SILENT, o -> o.nameServerUp = false);
    FAULTS.put(Cause.NAME_NOT_FOUND, o -> o.zone = Office.Zone.NOTHING);
    FAULTS.put(Cause.NAME_WITHOUT_ADDRESS, o -> o.zone = Office.Zone.SRV_ONLY);
    FAULTS.put(Cause.OTHER_FAMILY, o -> o.zone = Office.Zone.IPV6_ONLY);
    FAULTS.put(Cause.NO_ROUTE, o -> o.route = false);
    FAULTS.put(Cause.PORT_REFUSED, o -> o.listening = false);
    FAULTS.put(Cause.HOST_SILENT, o -> o.machineOn = false);
    FAULTS.put(Cause.PORT_SILENT, o -> o.firewall = true);
    FAULTS.put(
        Cause.BLOCKED_LATELY,
        o -> {
          o.firewall = true;
          o.workedBefore = true;
        });
    FAULTS.put(Cause.OTHER_TRANSPORT, o -> o.serverSpeaks = "tcp");
    FAULTS.put(Cause.NOT_SIP, o -> o.speaksHttp = true);
    FAULTS.put(Cause.NO_TLS, o -> o.tls("none"));
    FAULTS.put(Cause.TLS_TOO_OLD, o -> o.tls("1.0"));
    FAULTS.put(Cause.CERTIFICATE_NAME, o -> o.tls("name"));
    FAULTS.put(Cause.CERTIFICATE_EXPIRED, o -> o.tls("expired"));
    FAULTS.put(Cause.CERTIFICATE_NOT_YET_VALID, o -> o.tls("early"));
    FAULTS.put(
        Cause.CLOCK_WRONG,
        o -> {
          o.tls("ok");
          o.clockSet = false;
        });
    FAULTS.put(Cause.CERTIFICATE_UNKNOWN, o -> o.tls("unknown"));
    FAULTS.put(
        Cause.CONNECTION_CLOSED,
        o -> {
          o.transport = "tcp";
          o.serverSpeaks = "tcp";
          o.closes = true;
        });
    FAULTS.put(Cause.PASSWORD_MISSING, o -> o.password = "");
    FAULTS.put(Cause.PASSWORD_WRONG, o -> o.password = "guess");
    FAULTS.put(Cause.PASSWORD_CHECK_UNKNOWN, o -> o.scheme = "NTLM");
    FAULTS.put(Cause.FORBIDDEN, o -> o.policy = 403);
    FAULTS.put(Cause.UNKNOWN_USER, o -> o.user = "9999");
    FAULTS.put(Cause.NO_REGISTRAR, o -> o.policy = 405);
    FAULTS.put(Cause.EXTENSION_NEEDED, o -> o.policy = 421);
    FAULTS.put(Cause.INTERVAL, o -> o.policy = 423);
    FAULTS.put(Cause.TOO_MANY_REQUESTS, o -> o.policy = 429);
    FAULTS.put(Cause.MOVED, o -> o.policy = 301);
    FAULTS.put(Cause.LOOP, o -> o.policy = 482);
    FAULTS.put(Cause.REGISTRAR_BEHIND_SILENT, o -> o.policy = 408);
    FAULTS.put(
        Cause.BUSY,
        o -> {
          o.policy = 503;
          o.retryAfter = 120;
        });
    FAULTS.put(Cause.NOT_READY, o -> o.policy = 503);
    FAULTS.put(Cause.SERVER_FAULT, o -> o.policy = 500);
    FAULTS.put(Cause.REFUSED_OTHERWISE, o -> o.policy = 606);
    FAULTS.put(Cause.REWRITING_ROUTER, o -> o.alg = true);
    FAULTS.put(Cause.CALLS_DO_NOT_ARRIVE, o -> o.natClosed = true);
  }

  @Test
  void everyFaultIsNamedExactlyAndInWords() {
    List<String> wrong = new ArrayList<>();
    int named = 0;
    for (Map.Entry<Cause, Consumer<Office>> fault : FAULTS.entrySet()) {
      Office office = new Office();
      fault.getValue().accept(office);
      Diagnosis said = WhyNot.of(office.seen());
      System.out.printf("%-26s %s%n", fault.getKey(), said.text() + " [" + said.proof() + "]");
      if (said.cause() == fault.getKey()) {
        named++;
      } else {
        wrong.add(fault.getKey() + " was taken for " + said.cause());
      }
      assertFalse(said.sentence().isBlank() || said.step().isBlank() || said.proof().isBlank());
      assertTrue(said.sentence().endsWith("."), said.sentence());
    }
    System.out.printf("figure: %d of %d faults named exactly%n", named, FAULTS.size());
    assertTrue(FAULTS.size() >= 40);
    assertEquals(List.of(), wrong);
  }

  @Test
  void aHealthyOfficeIsAccusedOfNothing() {
    assertEquals(Cause.NOTHING, WhyNot.of(new Office().seen()).cause());
    Office encrypted = new Office();
    encrypted.tls("ok");
    assertEquals(Cause.NOTHING, WhyNot.of(encrypted.seen()).cause());
  }

  /** The lower fault hides the upper one; nobody above it is accused. */
  @Test
  void ofTwoFaultsTheLowerOneIsNamed() {
    List<Cause> order = new ArrayList<>(FAULTS.keySet());
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      int low = order.indexOf(Cause.NO_LINK);
      Cause upper = order.get(low + 1 + random.nextInt(order.size() - low - 1));
      Office office = new Office();
      FAULTS.get(upper).accept(office);
      office.cable = false;
      assertEquals(
          office.user.isEmpty() ? Cause.NO_USER : Cause.NO_LINK,
          WhyNot.of(office.seen()).cause(),
          "cable and " + upper);
    }
  }

  @Test
  void withoutASecondLookNobodyIsAccusedOfSilence() {
    Office office = new Office();
    office.machineOn = false;
    office.secondLook = false;
    assertEquals(Cause.UNKNOWN, WhyNot.of(office.seen()).cause());
  }

  @Test
  void aServerOnThisMachineNeedsNoCable() {
    Office office = new Office();
    office.server = "127.0.0.1";
    office.cable = false;
    office.loopback = true;
    office.listening = false;
    assertEquals(Cause.PORT_REFUSED, WhyNot.of(office.seen()).cause());
  }
}
