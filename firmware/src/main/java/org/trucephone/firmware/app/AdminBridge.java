package org.trucephone.firmware.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.admin.Administered;
import org.trucephone.firmware.handset.Png;
import org.trucephone.firmware.phone.Host;
import org.trucephone.firmware.phone.PhoneEvent;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.firmware.update.Updater;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

/** The phone as the administrator's page sees it. Any thread. */
final class AdminBridge implements Administered {
  /** Tells the supervisor to start the process again. */
  static final int RESTART = 75;

  private final Desk desk;
  private final SipPort sip;
  private final Host host;
  private final Supplier<Framebuffer> picture;
  private final Path data;
  private final Updater updater;
  private final Runnable close;
  private volatile @Nullable Settings settings;

  /**
   * @param close closes the handset, so that nothing is half written
   */
  AdminBridge(
      Desk desk,
      SipPort sip,
      Host host,
      Supplier<Framebuffer> picture,
      Path data,
      Updater updater,
      Runnable close) {
    this.desk = desk;
    this.sip = sip;
    this.host = host;
    this.picture = picture;
    this.data = data;
    this.updater = updater;
    this.close = close;
  }

  /** Takes note of settings on their way to the phone. */
  void noticed(PhoneEvent event) {
    if (event instanceof PhoneEvent.Configured configured) {
      settings = configured.settings();
    }
  }

  /** {@return whether this opens the page: the PIN, or the password the settings give} */
  boolean admits(String typed, String pin) {
    Settings now = settings;
    Secret password = now == null ? null : Setting.value(now.general().adminPassword());
    boolean byPassword =
        password != null && !password.isEmpty() && password.equals(new Secret(typed));
    return new Secret(pin).equals(new Secret(typed)) | byPassword;
  }

  @Override
  public PhoneView view() {
    return desk.seen().view();
  }

  @Override
  public byte[] screen() {
    return Png.encode(picture.get());
  }

  @Override
  public @Nullable Settings settings() {
    return settings;
  }

  @Override
  public List<Finding> findings() {
    Settings now = settings;
    return now == null ? List.of() : now.findings();
  }

  @Override
  public List<String> trace() {
    return sip.trace();
  }

  @Override
  public void reprovision() {
    host.reprovision();
  }

  @Override
  public @Nullable String updating() {
    return updater.able() ? updater.words() : null;
  }

  @Override
  public void update(URI from, boolean older) {
    updater.wish(new Updater.Wish(from, true, older));
  }

  @Override
  public void restart() {
    Thread.ofPlatform()
        .name("restart")
        .start(() -> {
          close.run();
          System.exit(RESTART);
        });
  }

  @Override
  public void factoryReset() {
    Thread.ofPlatform()
        .name("factory-reset")
        .start(() -> {
          close.run();
          forget();
          System.exit(RESTART);
        });
  }

  private void forget() {
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(data)) {
          Files.delete(path);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      Logger.tag("admin").warn("not everything could be forgotten: {}", e.getMessage());
    }
  }
}
