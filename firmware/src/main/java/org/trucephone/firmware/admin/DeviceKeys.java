package org.trucephone.firmware.admin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.trucephone.provisioning.store.AtomicFile;

/**
 * What makes this phone this phone for an administrator: its PIN and its certificate, made once and
 * kept where only the phone's user can read them. Blocks.
 */
public final class DeviceKeys {
  private static final String ALIAS = "phone";

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  /** Keeps its files in {@code folder}. */
  public DeviceKeys(Path folder) {
    this.folder = folder;
  }

  /** {@return six digits; the same until they are forgotten} */
  public String pin() throws IOException {
    Path file = folder.resolve("admin-pin");
    if (Files.isRegularFile(file)) {
      String kept = Files.readString(file).strip();
      if (kept.matches("[0-9]{6}")) {
        return kept;
      }
    }
    String fresh = String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
    AtomicFile.createFolders(folder);
    AtomicFile.write(file, fresh.getBytes(StandardCharsets.UTF_8));
    return fresh;
  }

  /**
   * {@return TLS with the phone's own certificate, made if there is none or it cannot be read}
   *
   * @param name what the certificate calls the phone
   */
  public SSLContext tls(String name) throws IOException {
    Path store = folder.resolve("admin.p12");
    Path word = folder.resolve("admin.p12.word");
    if (Files.isRegularFile(store) && Files.isRegularFile(word)) {
      try {
        return load(Files.readAllBytes(store), Files.readString(word).strip());
      } catch (GeneralSecurityException | IOException e) {
        // Damaged: a new one is made, as at the first boot.
        Files.deleteIfExists(store);
      }
    }
    AtomicFile.createFolders(folder);
    byte[] secret = new byte[16];
    random.nextBytes(secret);
    String password = HexFormat.of().formatHex(secret);
    byte[] made = make(name, password);
    AtomicFile.write(word, password.getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(store, made);
    try {
      return load(made, password);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate just made cannot be used", e);
    }
  }

  /** The JDK has no public way to sign a certificate but its own tool. */
  private byte[] make(String name, String password) throws IOException {
    Path made = Files.createTempDirectory(folder, "key").resolve("new.p12");
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String plain = name.replaceAll("[^A-Za-z0-9.-]", "-");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                tool.toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "3650",
                "-dname",
                "CN=" + plain,
                "-ext",
                "san=dns:" + plain,
                "-storetype",
                "PKCS12",
                "-keystore",
                made.toString(),
                "-storepass:env",
                "TRUCE_STORE"));
    builder.environment().put("TRUCE_STORE", password);
    builder.redirectErrorStream(true);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroy();
        throw new IOException("no certificate could be made: " + said.strip());
      }
      return Files.readAllBytes(made);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a certificate was made", e);
    } finally {
      Files.deleteIfExists(made);
      Files.deleteIfExists(made.getParent());
    }
  }

  private static SSLContext load(byte[] store, String password)
      throws GeneralSecurityException, IOException {
    char[] word = password.toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(new ByteArrayInputStream(store), word);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, word);
    Arrays.fill(word, ' ');
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }
}
