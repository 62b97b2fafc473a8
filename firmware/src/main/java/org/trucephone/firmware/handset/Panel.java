package org.trucephone.firmware.handset;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.keypad.Key;

/** What the page may do to the phone and see of it. Safe for any thread. */
public interface Panel {
  /** {@return the newest view} */
  PhoneView view();

  /** {@return the screen as text} */
  List<String> text();

  /** {@return what the display shows, as a person sees it} */
  Framebuffer picture();

  /** {@return what a lamp shows} */
  LampState lamp(Lamp lamp);

  /** {@return last SIP happenings in plain words, oldest first} */
  List<String> trace();

  /** {@return level at the microphone, 0…100} */
  int microphone();

  /** {@return whether the phone has noticed the key being held down} */
  boolean down(Key key);

  /** Holds a key down. */
  void press(Key key);

  /** Lets it go. */
  void release(Key key);

  /** Lifts the handset, or puts it back. */
  void hook(boolean off);

  /** Unplugs a part, or plugs it in. {@return false if there is none of that name} */
  boolean fault(String part, boolean on);

  /** {@return parts unplugged now} */
  List<String> unplugged();

  /**
   * Is told {@code screen}, {@code lamp} or {@code state} when something changed; must not block.
   * Close it to end.
   */
  AutoCloseable onChange(Consumer<String> listener);

  /** {@return the sound of the page, or null if sound goes elsewhere} */
  @Nullable Sound sound();

  /** Sound through the browser: PCM, 16 bit little endian, mono, 16 kHz. */
  interface Sound {
    /** From the browser's microphone. */
    void microphone(byte[] pcm);

    /** Opens a stream to the browser's speaker. */
    Speaker speaker();
  }

  /** One listening page. */
  interface Speaker extends AutoCloseable {
    /** {@return what was played since, waiting at most this long; empty if nothing} */
    byte[] take(long timeoutMillis) throws InterruptedException;

    @Override
    void close();
  }
}
