package org.trucephone.provisioning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.provisioning.format.Jose;
import org.trucephone.provisioning.format.Sealed;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.store.AtomicFile;

/**
 * What opens this phone's files and who must have signed them, in the files {@code key} and {@code
 * signer} beside the stored configuration. The first configuration may bring both; from then on a
 * file that is not signed by the signer is not taken, whoever serves it.
 */
final class Trust {
  private final List<Secret> keys = new ArrayList<>();
  private final @Nullable String signer;

  private Trust(@Nullable String key, @Nullable String signer) {
    if (key != null) {
      keys.add(new Secret(key));
    }
    this.signer = signer;
  }

  static Trust of(Path data) {
    return new Trust(read(data.resolve("key")), read(data.resolve("signer")));
  }

  /** Keys a file brings for the files it names. */
  void add(List<Secret> more) {
    keys.addAll(more);
  }

  /**
   * {@return what a file holds; as it is when nothing opens it, which its reader then says}
   *
   * @param file decrypted where a key is known, and without its signature
   */
  byte[] content(byte[] file) {
    byte[] plain = Sealed.open(file, keys);
    byte[] inner = plain == null ? file : plain;
    byte[] signed = Jose.unverified(inner);
    return signed == null ? inner : signed;
  }

  /** {@return why the file cannot be believed, one sentence; null when it can} */
  @Nullable String doubt(String name, byte[] file) {
    byte[] plain = Sealed.open(file, keys);
    if (signer == null || plain != null && Jose.verified(plain, signer) != null) {
      return null;
    }
    if (plain == null) {
      return "%s is encrypted and no key of this phone opens it: encrypt it with the phone's key."
          .formatted(name);
    }
    return Jose.signed(plain)
        ? "%s is signed by somebody this phone does not trust: sign it with the installed signer's key."
            .formatted(name)
        : "%s is not signed, and this phone takes only files its signer signed: sign it with provisioning/seal."
            .formatted(name);
  }

  /** Keeps the key and signer a configuration brings; an empty text takes them away. */
  static void install(Path data, General general) {
    Setting<Secret> key = general.provisioningKey();
    Setting<String> signer = general.provisioningSigner();
    keep(data.resolve("key"), key == null ? null : Setting.valueOr(key, new Secret("")).reveal());
    keep(data.resolve("signer"), signer == null ? null : Setting.valueOr(signer, ""));
  }

  private static void keep(Path file, @Nullable String value) {
    try {
      if (value != null && value.isEmpty()) {
        Files.deleteIfExists(file);
      } else if (value != null && !value.equals(read(file))) {
        AtomicFile.write(file, value.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      Logger.tag("provisioning").warn("{} is not kept: {}", file, e.getMessage());
    }
  }

  private static @Nullable String read(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? null : text;
    } catch (IOException e) {
      return null;
    }
  }
}
