package org.trucephone.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.format.Jose;
import org.trucephone.provisioning.http.Credentials;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.http.HttpFileServer;
import org.trucephone.provisioning.http.HttpLimits;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.tftp.TftpClient;
import org.trucephone.provisioning.tftp.TftpLimits;
import org.trucephone.provisioning.tftp.TftpServer;

class ProvisionerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final String MAC = "00:11:22:33:44:55";
  private static final String SEP = "SEP001122334455.cnf.xml";
  private static final String TOML =
      """
      [line.1]
      user = "1001"
      password = "s3cret"
      registrar = "127.0.0.1:5060"
      """;

  @TempDir Path data;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Provisioner provisioner = new Provisioner();

  /** Gives a silent server up at once. */
  private final Provisioner impatient =
      new Provisioner(
          new TftpClient(new TftpLimits(1428, 4 << 20, 20, 40, 2, 20_000)),
          new HttpFetcher(HttpLimits.USUAL));

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean mute;
  private TftpServer tftp;

  @BeforeEach
  void startServer() throws IOException {
    tftp = TftpServer.start(ANY_PORT, this::read, log::add);
  }

  @AfterEach
  void stop() {
    ended.countDown();
    tftp.close();
    provisioner.close();
    impatient.close();
  }

  @Test
  void anEnterpriseFileIsFetchedReadAndStored() {
    put("lab/" + SEP, sep("1001", "5060"));
    Outcome outcome = provision("lab/", "cisco");
    assertNull(outcome.problem());
    assertEquals("tftp://127.0.0.1:%d/lab/".formatted(tftp.port()), outcome.source());
    assertEquals("cisco", outcome.persona());
    assertEquals(List.of(SEP), outcome.files());
    assertFalse(outcome.fromLastGood());
    assertFalse(outcome.unchanged());
    Account account = account(outcome);
    assertEquals("1001", account.userOr(""));
    assertEquals("127.0.0.1", account.hostOr(""));
    assertEquals(5060, account.portOr(0));
    assertTrue(Files.exists(data.resolve("last-good")));
  }

  @Test
  void smallLettersInTheNameAreFoundToo() {
    files.put("SEP00aabbccddee.cnf.xml", bytes(sep("1002", "5060")));
    Outcome outcome =
        provisioner.provision(new Request(tftp(""), "00-AA-BB-CC-DD-EE", "cisco", data, null));
    assertEquals(List.of("SEP00aabbccddee.cnf.xml"), outcome.files());
    assertEquals("1002", account(outcome).userOr(""));
  }

  @Test
  void thePairOfCnfFilesIsReadSharedOneFirst() {
    put("SIPDefault.cnf", "proxy1_address: 127.0.0.1\nproxy1_port: 5060\nline1_name: shared\n");
    put("SIP001122334455.cnf", "line1_name: 1003\nline1_password: \"pw\"\n");
    Outcome outcome = provision("", "cisco");
    assertNull(outcome.problem());
    assertEquals(List.of("SIPDefault.cnf", "SIP001122334455.cnf"), outcome.files());
    assertEquals("1003", account(outcome).userOr(""));
    assertEquals("127.0.0.1", account(outcome).hostOr(""));
  }

  @Test
  void aTomlForOnePhoneOverridesTheOneForAll() {
    put("truce.toml", TOML);
    put("truce-001122334455.toml", "[line.1]\nuser = \"1004\"\n");
    Outcome outcome = provision("", "truce");
    assertNull(outcome.problem());
    assertEquals(List.of("truce.toml", "truce-001122334455.toml"), outcome.files());
    assertEquals("1004", account(outcome).userOr(""));
    assertEquals("127.0.0.1", account(outcome).hostOr(""));
  }

  @Test
  void autoFindsWhatIsThereAndAsksThereFirstTheNextTime() throws Exception {
    put(SEP, sep("1001", "5060"));
    assertEquals("cisco", provision("", "auto").persona());
    await("tftp 127.0.0.1 " + SEP);
    assertTrue(logged("truce.toml"));
    log.clear();
    Outcome again = provision("", "auto");
    assertEquals("cisco", again.persona());
    assertTrue(again.unchanged());
    await("tftp 127.0.0.1 " + SEP);
    assertFalse(logged("truce.toml"), log.toString());
  }

  @Test
  void autoPrefersAFileForThisPhoneToOneForAll() {
    put("truce.toml", TOML);
    put(SEP, sep("1005", "5060"));
    Outcome outcome = provision("", "auto");
    assertEquals("cisco", outcome.persona());
    assertEquals("1005", account(outcome).userOr(""));
  }

  @Test
  void theSameBytesAreUnchangedAndOthersAreNot() {
    put("truce.toml", TOML);
    assertFalse(provision("", "truce").unchanged());
    assertTrue(provision("", "truce").unchanged());
    put("truce.toml", TOML.replace("1001", "1009"));
    Outcome changed = provision("", "truce");
    assertFalse(changed.unchanged());
    assertEquals("1009", account(changed).userOr(""));
  }

  @Test
  void aSilentServerLeavesTheLastGoodInForce() {
    put("truce.toml", TOML);
    provision("", "truce");
    mute = true;
    Outcome outcome = impatient.provision(new Request(tftp(""), MAC, "truce", data, null));
    assertEquals("The provisioning server 127.0.0.1 does not answer (TFTP).", outcome.problem());
    assertTrue(outcome.fromLastGood());
    assertTrue(outcome.unchanged());
    assertEquals("1001", account(outcome).userOr(""));
    assertEquals(List.of("truce.toml"), outcome.files());
  }

  @Test
  void aSilentServerAndNothingStoredIsAProblemOnly() throws Exception {
    try (DatagramSocket mute = new DatagramSocket(ANY_PORT)) {
      URI address = URI.create("tftp://127.0.0.1:%d".formatted(mute.getLocalPort()));
      Outcome outcome = impatient.provision(new Request(address, MAC, "auto", data, null));
      assertEquals("The provisioning server 127.0.0.1 does not answer (TFTP).", outcome.problem());
      assertNull(outcome.settings());
      assertFalse(outcome.fromLastGood());
    }
  }

  @Test
  void aServerWithoutAFileForThisPhoneSaysWhichNamesWereTried() {
    assertEquals(
        SEP + " is not on the provisioning server 127.0.0.1; tried 10 names.",
        provision("", "cisco").problem());
    Outcome auto = provision("", "auto");
    assertNull(auto.settings());
    assertTrue(
        auto.problem()
            .startsWith(
                "There is no configuration for 00:11:22:33:44:55 on the provisioning server"
                    + " 127.0.0.1; tried "),
        auto.problem());
  }

  @Test
  void aServerWithOnlyTheSharedFileSaysWhichOneIsMissing() {
    put("XMLDefault.cnf.xml", "<Default><callManagerGroup/></Default>");
    assertEquals(
        SEP
            + " is not on the provisioning server 127.0.0.1, and XMLDefault.cnf.xml has no account"
            + " for this phone.",
        provision("", "cisco").problem());
  }

  @Test
  void aBrokenFileForThisPhoneIsToldRatherThanASharedOneWithoutAccount() {
    put("truce.toml", "[phone]\nlabel = \"Reception\"\n");
    put(SEP, "<device><sipProfile>");
    Outcome outcome = provision("", "auto");
    assertTrue(outcome.problem().startsWith(SEP + " is cut off"), outcome.problem());
    assertNull(outcome.settings());
  }

  @Test
  void aFileCutOffKeepsTheLastGood() {
    put(SEP, sep("1001", "5060"));
    provision("", "cisco");
    String whole = sep("9999", "5060");
    put(SEP, whole.substring(0, whole.indexOf("</sipLines>")));
    Outcome outcome = provision("", "cisco");
    assertNotNull(outcome.problem());
    assertTrue(outcome.problem().contains(SEP + " is cut off at line "), outcome.problem());
    assertTrue(outcome.problem().endsWith("The last good configuration stays in force."));
    assertTrue(outcome.fromLastGood());
    assertEquals("1001", account(outcome).userOr(""));
    assertFalse(outcome.findings().isEmpty());
  }

  @Test
  void anInvalidPortIsToldWithItsLineAndKeepsTheLastGood() {
    put(SEP, sep("1001", "5060"));
    provision("", "cisco");
    put(SEP, sep("1001", "506O"));
    Outcome outcome = provision("", "cisco");
    assertNotNull(outcome.problem());
    assertTrue(outcome.problem().matches("(?s)Line \\d+ of " + SEP + ": .*506O.*"));
    assertTrue(outcome.fromLastGood());
    assertEquals(5060, account(outcome).portOr(0));
  }

  @Test
  void withNothingStoredAnInvalidPortIsToldAndTheRestUsed() {
    put(SEP, sep("1001", "506O"));
    Outcome outcome = provision("", "cisco");
    assertNotNull(outcome.problem());
    assertFalse(outcome.problem().contains("last good"), outcome.problem());
    assertEquals("1001", account(outcome).userOr(""));
    assertFalse(Files.exists(data.resolve("last-good")), "a doubtful one is not stored");
  }

  @Test
  void filesNobodyCanReadAndFilesWithoutAccountKeepTheLastGood() {
    put("truce.toml", TOML);
    provision("", "truce");
    for (String bad :
        List.of(
            "<html><body>Login</body></html>",
            "[line.1\nuser = ",
            "",
            "[phone]\nlabel = \"Reception\"\n",
            "\u0000\u0001\u0002\u0003\u0000\u0001\u0002\u0003\u0000\u0001\u0002\u0003")) {
      put("truce.toml", bad);
      Outcome outcome = provision("", "truce");
      assertNotNull(outcome.problem(), bad);
      assertTrue(outcome.problem().contains("stays in force"), outcome.problem());
      assertTrue(outcome.fromLastGood(), bad);
      assertEquals("1001", account(outcome).userOr(""));
    }
    put("truce.toml", TOML);
    assertNull(provision("", "truce").problem(), "a repaired file is taken");
  }

  @Test
  void aChangeThatDoesNotRegisterIsTakenBackUntilTheFileChanges() {
    Request request = new Request(tftp(""), MAC, "truce", data, null);
    put("truce.toml", TOML);
    provisioner.provision(request);
    provisioner.proven(request);
    put("truce.toml", TOML.replace("s3cret", "wrong"));
    Outcome changed = provisioner.provision(request);
    assertFalse(changed.unchanged());

    Outcome back = provisioner.takeBack(request, "Line 1: the password is not accepted.");
    assertNotNull(back);
    assertEquals("s3cret", account(back).passwordOrEmpty().reveal());
    assertEquals(
        "The new settings were taken back. Line 1: the password is not accepted.", back.problem());

    Outcome polled = provisioner.provision(request);
    assertEquals("s3cret", account(polled).passwordOrEmpty().reveal());
    assertEquals(back.problem(), polled.problem());
    assertTrue(polled.unchanged(), "what is in force need not be applied again");
    try (Provisioner restarted = new Provisioner()) {
      assertEquals(back.problem(), restarted.provision(request).problem(), "after a restart too");
    }

    put("truce.toml", TOML.replace("s3cret", "right"));
    Outcome mended = provisioner.provision(request);
    assertNull(mended.problem());
    assertEquals("right", account(mended).passwordOrEmpty().reveal());
  }

  @Test
  void whatWasTakenBackIsTriedAgainWhenSomeoneAsks() {
    Request request = new Request(tftp(""), MAC, "truce", data, null);
    put("truce.toml", TOML);
    provisioner.provision(request);
    provisioner.proven(request);
    put("truce.toml", TOML.replace("s3cret", "new"));
    provisioner.provision(request);
    assertNotNull(provisioner.takeBack(request, "No answer."));
    provisioner.reconsider(request);
    assertEquals("new", account(provisioner.provision(request)).passwordOrEmpty().reveal());
  }

  @Test
  void thereIsNothingToTakeBackToBeforeALineEverRegistered() {
    Request request = new Request(tftp(""), MAC, "truce", data, null);
    put("truce.toml", TOML);
    provisioner.provision(request);
    assertNull(provisioner.takeBack(request, "No answer."));
    provisioner.proven(request);
    assertNull(provisioner.takeBack(request, "No answer."), "it is in force already");
  }

  @Test
  void anEncryptedProfileIsOpenedByTheKeyOfItsRule() {
    String sealed =
        "U2FsdGVkX19pjjHjUmiO3clmwQEdh8vPNqaDVI3+CfC5c8Qmiq5+0aeedovXNAVUF8QWqhfyUjdUCCKX3jnQiBu8GO51U4GNcQ5Eq+VeO9FIxflwKqXyxgi+PzvOwduOI8i9xo/3ymmmar9HSqfD8rJeY25JcecAO9VeXPnZ+hFFKxyjLZxQgGiOLDoG8jvD";
    put(
        "spa001122334455.cfg",
        "<flat-profile><Profile_Rule>[--key Open-Sesame] tftp://127.0.0.1:%d/secret.cfg"
                .formatted(tftp.port())
            + "</Profile_Rule><Display_Name_1_>Ann</Display_Name_1_></flat-profile>");
    files.put("secret.cfg", Base64.getDecoder().decode(sealed));
    Outcome outcome = provision("", "cisco");
    assertNull(outcome.problem());
    assertEquals("1001", account(outcome).userOr(""));
    assertEquals("Ann", account(outcome).displayNameOr(""));
  }

  @Test
  void aDamagedStoreIsTold() throws Exception {
    put("truce.toml", TOML);
    provision("", "truce");
    Files.writeString(data.resolve("last-good"), "torn");
    Outcome outcome = provision("", "truce");
    assertNull(outcome.problem());
    assertTrue(outcome.findings().getFirst().text().contains("damaged"));
    assertTrue(provision("", "truce").findings().stream().noneMatch(f -> f.file().isEmpty()));
  }

  @Test
  void anotherPhonesStoreIsNotUsed() {
    put("truce.toml", TOML);
    provision("", "truce");
    files.clear();
    Outcome outcome =
        provisioner.provision(new Request(tftp(""), "665544332211", "truce", data, null));
    assertNull(outcome.settings());
  }

  @Test
  void aDiskThatTakesNothingIsToldAndThePhoneWorks() throws Exception {
    put("truce.toml", TOML);
    Path file = Files.writeString(data.resolve("file"), "in the way");
    Outcome outcome =
        provisioner.provision(new Request(tftp(""), MAC, "truce", file.resolve("folder"), null));
    assertNull(outcome.problem());
    assertEquals("1001", account(outcome).userOr(""));
    assertTrue(
        outcome.findings().stream().anyMatch(f -> f.text().contains("could not be stored")),
        outcome.findings().toString());
  }

  @Test
  void httpWithCredentialsInTheAddressAsksOnlyForWhatChanged() throws Exception {
    put("cfg/truce.toml", TOML);
    Credentials ann = new Credentials("ann", new Secret("secret"));
    try (HttpFileServer http = HttpFileServer.start(ANY_PORT, files::get, ann, log::add)) {
      URI address = URI.create("http://ann:secret@127.0.0.1:%d/cfg".formatted(http.port()));
      Request request = new Request(address, MAC, "truce", data, null);
      assertFalse(request.toString().contains("secret"), request.toString());
      Outcome first = provisioner.provision(request);
      assertNull(first.problem());
      assertFalse(first.source().contains("ann"));
      log.clear();
      Outcome second = provisioner.provision(request);
      assertTrue(second.unchanged());
      assertEquals("1001", account(second).userOr(""));
      await("http 127.0.0.1 GET /cfg/truce.toml: 304");

      Request wrong =
          new Request(address, MAC, "truce", data, new Credentials("ann", new Secret("no")));
      Outcome refused = provisioner.provision(wrong);
      assertEquals(
          "The provisioning server 127.0.0.1 does not accept the user name or password.",
          refused.problem());
      assertTrue(refused.fromLastGood());
    }
  }

  @Test
  void fromTheFirstSettingsOnOnlyFilesOfTheirSignerAreTaken() throws Exception {
    KeyPair signer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String key = "A".repeat(42) + "8";
    String name = "truce-001122334455.toml";
    put(
        name,
        "[provisioning]\nkey = \"%s\"\nsigner = \"%s\"\n"
                .formatted(key, Jose.name(signer.getPublic()))
            + TOML);
    assertNull(provision("", "truce").problem());
    assertEquals("rw-------", mode(data.resolve("key")));

    put(name, TOML.replace("1001", "6666"));
    Outcome unsigned = provision("", "truce");
    assertEquals(
        name
            + " is not signed, and this phone takes only files its signer signed: sign it with"
            + " provisioning/seal.",
        unsigned.problem());
    assertTrue(unsigned.fromLastGood());
    assertEquals("1001", account(unsigned).userOr(""));

    KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    put(name, Jose.sign(TOML.getBytes(StandardCharsets.UTF_8), stranger.getPrivate()));
    String refused = String.valueOf(provision("", "truce").problem());
    assertTrue(refused.contains("signed by somebody this phone does not trust"), refused);

    String signed =
        Jose.sign(
            TOML.replace("1001", "1002").getBytes(StandardCharsets.UTF_8), signer.getPrivate());
    byte[] bytes = signed.getBytes(StandardCharsets.UTF_8);
    put(name, Jose.seal(bytes, new Secret(key), new Random(1)::nextBytes));
    Outcome sealed = provision("", "truce");
    assertNull(sealed.problem());
    assertEquals("1002", account(sealed).userOr(""));

    put(name, Jose.seal(bytes, new Secret("B" + key.substring(1)), new Random(1)::nextBytes));
    String closed = String.valueOf(provision("", "truce").problem());
    assertTrue(closed.contains("no key of this phone opens it"), closed);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void requestsThatMakeNoSenseAreSaid() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Request(tftp(""), "00:11:22", "auto", data, null));
    assertTrue(provision("", "nobody").problem().contains("auto, truce, cisco"));
    for (String address : List.of("ftp://127.0.0.1/", "tftp:///", "nonsense")) {
      Outcome outcome =
          provisioner.provision(new Request(URI.create(address), MAC, "auto", data, null));
      assertTrue(outcome.problem().contains("no address of a provisioning server"), address);
    }
  }

  // --- fixtures ----------------------------------------------------------------------------

  /** What the TFTP server reads; a mute one never comes to an answer. */
  private byte[] read(String name) {
    if (mute) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return files.get(name);
  }

  private static String sep(String user, String port) {
    return """
    <device>
      <deviceProtocol>SIP</deviceProtocol>
      <devicePool>
        <callManagerGroup><members><member priority="0"><callManager>
          <ports><sipPort>5060</sipPort></ports>
          <processNodeName>127.0.0.1</processNodeName>
        </callManager></member></members></callManagerGroup>
      </devicePool>
      <sipProfile>
        <sipLines>
          <line button="1">
            <featureID>9</featureID>
            <featureLabel>%1$s</featureLabel>
            <proxy>127.0.0.1</proxy>
            <port>%2$s</port>
            <name>%1$s</name>
            <authName>%1$s</authName>
            <authPassword>s3cret</authPassword>
          </line>
        </sipLines>
      </sipProfile>
    </device>
    """
        .formatted(user, port);
  }

  private static Account account(Outcome outcome) {
    assertNotNull(outcome.settings(), () -> "no settings: " + outcome.problem());
    return outcome.settings().usableAccounts().getFirst();
  }

  private Outcome provision(String folder, String persona) {
    return provisioner.provision(new Request(tftp(folder), MAC, persona, data, null));
  }

  private URI tftp(String folder) {
    return URI.create("tftp://127.0.0.1:%d/%s".formatted(tftp.port(), folder));
  }

  private void put(String name, String content) {
    files.put(name, bytes(content));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private boolean logged(String word) {
    synchronized (log) {
      return log.stream().anyMatch(l -> l.contains(word));
    }
  }

  /** Servers log after they answered. */
  private void await(String word) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!logged(word)) {
      assertTrue(System.nanoTime() < deadline, () -> "not logged: " + word + " in " + log);
      Thread.onSpinWait();
    }
  }
}
