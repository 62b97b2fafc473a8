package org.trucephone.firmware.update;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Takes the phone from one system to the next: fetches, checks, installs while the phone is idle,
 * starts it again when nobody minds. Each step is told as one sentence; what goes wrong leaves the
 * running system as it is.
 */
public final class Updater implements AutoCloseable {
  private static final int TRIES = 6;
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final long LOOK_MS = 1000;

  private final Slots slots;
  private final BooleanSupplier inUse;
  private final BooleanSupplier well;
  private final Supplier<LocalTime> clock;
  private final Consumer<@Nullable String> tell;
  private final Download download;
  private final Duration pause;
  private final LinkedBlockingDeque<Wish> wishes = new LinkedBlockingDeque<>(4);
  private final Thread thread;
  private volatile String words = "";

  /**
   * What is wanted.
   *
   * @param from where it is, or null if it lies in its place already
   * @param asked whether a person waits for it
   * @param older whether one older than what runs, or the same again, is wanted too
   */
  public record Wish(@Nullable URI from, boolean asked, boolean older) {}

  /**
   * @param inUse whether somebody uses the phone now
   * @param well whether the phone does its work: registered, sound and display there
   * @param clock time of day where the phone stands
   * @param tell hears the sentence to show while something goes on, null when nothing does
   */
  public Updater(
      Slots slots,
      BooleanSupplier inUse,
      BooleanSupplier well,
      Supplier<LocalTime> clock,
      Consumer<@Nullable String> tell) {
    this(slots, inUse, well, clock, tell, STALL, Duration.ofSeconds(5));
  }

  Updater(
      Slots slots,
      BooleanSupplier inUse,
      BooleanSupplier well,
      Supplier<LocalTime> clock,
      Consumer<@Nullable String> tell,
      Duration stall,
      Duration pause) {
    this.slots = slots;
    this.inUse = inUse;
    this.well = well;
    this.clock = clock;
    this.tell = tell;
    this.download = new Download(stall);
    this.pause = pause;
    this.thread = Thread.ofVirtual().name("update").unstarted(this::run);
  }

  /** Starts; where the system cannot be updated every wish is answered so. */
  public Updater start() {
    thread.start();
    return this;
  }

  /** {@return whether this system can be updated} */
  public boolean able() {
    return slots.compatible() != null;
  }

  /** {@return what goes on, or came of the last wish; blank before any} */
  public String words() {
    return words;
  }

  /** Wants a system; returns at once. */
  public void wish(Wish wish) {
    if (!wishes.offer(wish)) {
      Logger.tag("update").warn("an update is under way, the wish for another is dropped");
    }
  }

  /**
   * {@return the address of an update that settings name, or null: other makers' settings name
   * their own phones' files here}
   */
  public static @Nullable URI named(@Nullable String firmware) {
    if (firmware == null || !firmware.toLowerCase(Locale.ROOT).endsWith(".raucb")) {
      return null;
    }
    try {
      URI uri = URI.create(firmware);
      String scheme = uri.getScheme();
      boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
      return web && uri.getHost() != null ? uri : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      String returned = slots.returned();
      if (returned != null) {
        say(returned);
      }
      boolean told = slots.compatible() == null;
      while (true) {
        Wish wish = wishes.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        if (!told && well.getAsBoolean()) {
          told = true;
          sayWell();
        }
        if (wish != null) {
          follow(wish, "");
        } else if (stick()) {
          follow(new Wish(null, true, false), "USB stick: ");
        }
      }
    } catch (InterruptedException e) {
      Logger.tag("update").debug("ends");
    }
  }

  private void sayWell() {
    try {
      slots.well();
    } catch (IOException e) {
      Logger.tag("update")
          .warn("the system cannot be told that the phone is well: {}", e.getMessage());
    }
  }

  private boolean stick() {
    try {
      return slots.compatible() != null && slots.brought();
    } catch (IOException e) {
      say(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /**
   * @param origin said before what went wrong
   */
  private void follow(Wish wish, String origin) throws InterruptedException {
    try {
      String here = slots.compatible();
      if (here == null) {
        throw new IOException(
            "This phone was not started from the image, so it cannot be updated.");
      }
      URI from = wish.from();
      Path place = slots.place();
      if (from != null && !fetched(from, place, wish.asked())) {
        return;
      }
      say("Checking the update …");
      Bundle bundle = slots.inspect(place);
      String refusal = bundle.refusal(here, slots.version(), wish.older());
      if (refusal != null) {
        throw new IOException(refusal);
      }
      until(
          "Update " + bundle.version() + " waits for the end of the call.",
          () -> !inUse.getAsBoolean());
      say("Installing update " + bundle.version() + " …");
      slots.install(
          percent -> show("Installing update " + bundle.version() + ": " + percent + " %"));
      until(
          "Update " + bundle.version() + " is installed; the phone starts again when it is quiet.",
          () -> QuietHour.now(clock.get(), inUse.getAsBoolean(), wish.asked()));
      say("Starting again with version " + bundle.version() + ".");
      slots.reboot();
    } catch (IOException e) {
      String sentence = origin + e.getMessage();
      Logger.tag("update").warn("{}", sentence);
      forget();
      words = sentence;
      tell.accept(wish.asked() ? sentence : null);
    }
  }

  /**
   * {@return whether the update lies in its place; not if the settings only name again what was
   * fetched for them before}
   */
  private boolean fetched(URI from, Path place, boolean asked)
      throws IOException, InterruptedException {
    String edition = from + " " + download.edition(from);
    Path last = place.resolveSibling("last");
    if (!asked && edition.equals(written(last))) {
      return false;
    }
    Path partly = place.resolveSibling("partly");
    if (!edition.equals(written(partly))) {
      Files.deleteIfExists(place);
      Files.writeString(partly, edition);
    }
    fetch(from, place);
    Files.deleteIfExists(partly);
    Files.writeString(last, edition);
    return true;
  }

  /** A file that was refused is of no use for the next try. */
  private void forget() {
    try {
      Files.deleteIfExists(slots.place());
    } catch (IOException e) {
      Logger.tag("update").warn("the update's file cannot be deleted: {}", e.getMessage());
    }
  }

  private void fetch(URI from, Path place) throws IOException, InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        say("Fetching an update from " + from.getHost() + " …");
        download.fetch(from, place, percent -> show("Fetching an update: " + percent + " %"));
        return;
      } catch (Download.Refused e) {
        throw e;
      } catch (IOException e) {
        if (tried == TRIES) {
          throw e;
        }
        Logger.tag("update").warn("{} The phone tries again.", e.getMessage());
        TimeUnit.MILLISECONDS.sleep(pause.toMillis() * tried);
      }
    }
  }

  private static String written(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // not yet
    }
  }

  private void until(String sentence, BooleanSupplier so) throws InterruptedException {
    if (so.getAsBoolean()) {
      return;
    }
    say(sentence);
    while (!so.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private void say(String sentence) {
    Logger.tag("update").info("{}", sentence);
    show(sentence);
  }

  private void show(String sentence) {
    if (!sentence.equals(words)) {
      words = sentence;
      tell.accept(sentence);
    }
  }
}
