package org.trucephone.tests.lab;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a lab is set up. Start from {@link #standard()} and change what differs.
 *
 * @param sipPort UDP and TCP port of the SIP server, 0 for any free one
 * @param tftpPort UDP port of the file server, 0 for any free one
 * @param httpPort TCP port of the file server, 0 for any free one
 * @param mac the phone's MAC address, twelve hexadecimal digits
 * @param accounts password of each user; the first user's account is the phone's first line
 * @param files which configuration files are served
 * @param transport what the served files say: {@code udp} or {@code tcp}
 * @param algorithm what challenges ask for
 * @param nonceLife how long a nonce is good for; afterwards a challenge says {@code stale=true}
 * @param minExpires shorter registrations get 423, in seconds
 * @param maxExpires longer registrations are cut to this, in seconds
 * @param unknownStatus answer to users that have no account: 404 or 403
 * @param callBackAfter how long robot 602 waits before it calls back
 * @param onEvent gets each line of the log as it is written, from any thread
 */
public record LabOptions(
    int sipPort,
    int tftpPort,
    int httpPort,
    String mac,
    Map<String, String> accounts,
    Files files,
    String transport,
    DigestAlgorithm algorithm,
    Duration nonceLife,
    int minExpires,
    int maxExpires,
    int unknownStatus,
    Duration callBackAfter,
    Consumer<String> onEvent) {

  /** Which configuration files are served. */
  public enum Files {
    /** {@code SEP<MAC>.cnf.xml}. */
    SEP,
    /** {@code truce-<mac>.toml}. */
    TOML,
    /** Both. */
    BOTH,
    /** None: the phone finds nothing. */
    NONE
  }

  /** Checks and copies. */
  public LabOptions {
    mac = mac.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
    if (!mac.matches("[0-9a-f]{12}")) {
      throw new IllegalArgumentException("a MAC address has twelve hexadecimal digits, not " + mac);
    }
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException("the lab needs one account at least");
    }
    accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
  }

  /** Users 1001 to 1004, each with the password pw and its number; all ports free ones. */
  public static LabOptions standard() {
    Map<String, String> accounts = new LinkedHashMap<>();
    for (int n = 1001; n <= 1004; n++) {
      accounts.put("" + n, "pw" + n);
    }
    return new LabOptions(
        0,
        0,
        0,
        "001122334455",
        accounts,
        Files.BOTH,
        "udp",
        DigestAlgorithm.MD5,
        Duration.ofSeconds(32),
        30,
        3600,
        404,
        Duration.ofSeconds(5),
        line -> {});
  }

  /** {@return the first account's user, whom the served files are for} */
  public String firstUser() {
    return accounts.keySet().iterator().next();
  }

  /** {@return with these ports} */
  public LabOptions ports(int sip, int tftp, int http) {
    return new LabOptions(
        sip,
        tftp,
        http,
        mac,
        accounts,
        files,
        transport,
        algorithm,
        nonceLife,
        minExpires,
        maxExpires,
        unknownStatus,
        callBackAfter,
        onEvent);
  }

  /** {@return for this phone} */
  public LabOptions mac(String address) {
    return new LabOptions(
        sipPort,
        tftpPort,
        httpPort,
        address,
        accounts,
        files,
        transport,
        algorithm,
        nonceLife,
        minExpires,
        maxExpires,
        unknownStatus,
        callBackAfter,
        onEvent);
  }

  /** {@return with these accounts: password by user} */
  public LabOptions accounts(Map<String, String> passwords) {
    return new LabOptions(
        sipPort,
        tftpPort,
        httpPort,
        mac,
        passwords,
        files,
        transport,
        algorithm,
        nonceLife,
        minExpires,
        maxExpires,
        unknownStatus,
        callBackAfter,
        onEvent);
  }

  /** {@return serving these files, which name this transport} */
  public LabOptions serving(Files which, String sipTransport) {
    return new LabOptions(
        sipPort,
        tftpPort,
        httpPort,
        mac,
        accounts,
        which,
        sipTransport,
        algorithm,
        nonceLife,
        minExpires,
        maxExpires,
        unknownStatus,
        callBackAfter,
        onEvent);
  }

  /** {@return with this digest and life of a nonce} */
  public LabOptions digest(DigestAlgorithm which, Duration life) {
    return new LabOptions(
        sipPort,
        tftpPort,
        httpPort,
        mac,
        accounts,
        files,
        transport,
        which,
        life,
        minExpires,
        maxExpires,
        unknownStatus,
        callBackAfter,
        onEvent);
  }

  /** {@return with these limits of a registration, in seconds} */
  public LabOptions expires(int least, int most) {
    return new LabOptions(
        sipPort,
        tftpPort,
        httpPort,
        mac,
        accounts,
        files,
        transport,
        algorithm,
        nonceLife,
        least,
        most,
        unknownStatus,
        callBackAfter,
        onEvent);
  }

  /** {@return answering unknown users with this status} */
  public LabOptions unknown(int status) {
    return new LabOptions(
        sipPort,
        tftpPort,
        httpPort,
        mac,
        accounts,
        files,
        transport,
        algorithm,
        nonceLife,
        minExpires,
        maxExpires,
        status,
        callBackAfter,
        onEvent);
  }

  /** {@return with robot 602 calling back after this time} */
  public LabOptions callBackAfter(Duration wait) {
    return new LabOptions(
        sipPort,
        tftpPort,
        httpPort,
        mac,
        accounts,
        files,
        transport,
        algorithm,
        nonceLife,
        minExpires,
        maxExpires,
        unknownStatus,
        wait,
        onEvent);
  }

  /** {@return telling each event here} */
  public LabOptions onEvent(Consumer<String> listener) {
    return new LabOptions(
        sipPort,
        tftpPort,
        httpPort,
        mac,
        accounts,
        files,
        transport,
        algorithm,
        nonceLife,
        minExpires,
        maxExpires,
        unknownStatus,
        callBackAfter,
        listener);
  }
}
