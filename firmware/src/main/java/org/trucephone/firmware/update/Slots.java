package org.trucephone.firmware.update;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two systems on the card, as far as the phone may touch them. One thread. */
public interface Slots {
  /** {@return hardware this is, as an update names it, or null where nothing can be updated} */
  @Nullable String compatible();

  /** {@return version that runs} */
  String version();

  /** {@return SHA-256 of the system that runs, 64 hexadecimal digits, or "" outside the image} */
  String image();

  /**
   * Takes what somebody brought on a USB stick to {@link #place()}.
   *
   * @return whether there was something
   * @throws IOException one sentence
   */
  boolean brought() throws IOException;

  /** {@return what of the card's files could not be followed, one sentence each} */
  List<String> notices();

  /** {@return why the system before came back, or null} */
  @Nullable String returned();

  /**
   * {@return what this file says it is}
   *
   * @throws IOException one sentence: signed by someone else, cut off, not an update
   */
  Bundle inspect(Path file) throws IOException;

  /**
   * Has this file, whose place is that of {@link #place()}, written into the system that does not
   * run. Returns when that is done.
   *
   * @param percent told as it goes on
   * @throws IOException one sentence
   */
  void install(Progress percent) throws IOException, InterruptedException;

  /** {@return where an update must lie to be installed} */
  Path place();

  /** Says that this system does its work, so that it is kept. */
  void well() throws IOException;

  /** Starts the machine again. */
  void reboot() throws IOException;

  /** Hears how far something is. */
  interface Progress {
    /**
     * @param percent 0 to 100
     */
    void at(int percent);
  }
}
