package org.trucephone.provisioning.explain;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.trucephone.provisioning.format.Jose;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.store.AtomicFile;

/** The command {@code provisioning/seal}: keys for, and files of, phones that trust one signer. */
public final class Seal {
  private static final String USAGE =
      """
      Usage: provisioning/seal --keys FOLDER
             provisioning/seal --with FOLDER [--sign-only] FILE

      --keys makes a signer and a key in FOLDER and prints the two lines that install them on a
      phone with its first configuration. --with signs FILE, encrypts it, and writes it to standard
      output; serve it under FILE's name. Keep FOLDER to yourself.

      Exit status: 0, 1 when a file cannot be read or written, 2 when the command line is wrong.
      """;

  private Seal() {}

  /** Runs once and exits. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int status = run(List.of(arguments), out, err);
    out.flush();
    System.exit(status);
  }

  /** Runs once; returns the exit status. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    boolean signOnly = arguments.contains("--sign-only");
    List<String> rest = arguments.stream().filter(a -> !a.equals("--sign-only")).toList();
    try {
      if (rest.equals(List.of("--help"))) {
        out.print(USAGE);
        return 0;
      } else if (rest.size() == 2 && rest.getFirst().equals("--keys")) {
        keys(Path.of(rest.get(1)), out);
        return 0;
      } else if (rest.size() == 3 && rest.getFirst().equals("--with")) {
        out.println(sealed(Path.of(rest.get(1)), Path.of(rest.get(2)), signOnly));
        return 0;
      }
    } catch (IOException e) {
      err.println("seal: " + e.getMessage() + " cannot be read or written.");
      return 1;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      err.println("seal: The folder's keys cannot be used: make new ones with --keys.");
      return 1;
    }
    err.print(USAGE);
    return 2;
  }

  private static void keys(Path folder, PrintStream out)
      throws IOException, GeneralSecurityException {
    Path own = folder.resolve("signer.secret");
    if (Files.exists(own)) {
      throw new IOException(own + " is there already: it");
    }
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] octets = new byte[Jose.KEY];
    new SecureRandom().nextBytes(octets);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    String secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    AtomicFile.write(own, secret.getBytes(StandardCharsets.US_ASCII));
    AtomicFile.write(folder.resolve("key.secret"), key.getBytes(StandardCharsets.US_ASCII));
    out.printf("[provisioning]%nkey = \"%s\"%n", key);
    out.printf("signer = \"%s\"%n", Jose.name(pair.getPublic()));
  }

  private static String sealed(Path folder, Path file, boolean signOnly)
      throws IOException, GeneralSecurityException {
    String secret = Files.readString(folder.resolve("signer.secret")).strip();
    PrivateKey signer =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret)));
    String signed = Jose.sign(Files.readAllBytes(file), signer);
    if (signOnly) {
      return signed;
    }
    Secret key = new Secret(Files.readString(folder.resolve("key.secret")).strip());
    return Jose.seal(
        signed.getBytes(StandardCharsets.US_ASCII), key, new SecureRandom()::nextBytes);
  }
}
