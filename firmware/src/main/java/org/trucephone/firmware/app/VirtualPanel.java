package org.trucephone.firmware.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.handset.Panel;
import org.trucephone.firmware.media.MediaPort;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyEvent;
import org.trucephone.hal.sim.BrowserSound;
import org.trucephone.hal.sim.SimBoard;

/** The page's hands and eyes on the simulated board and the desk. */
final class VirtualPanel implements Panel {
  private final Desk desk;
  private final SimBoard board;
  private final SipPort sip;
  private final MediaPort media;
  private final @Nullable BrowserSound browser;
  private final Consumer<Boolean> network;
  private final Set<String> unplugged = new ConcurrentSkipListSet<>();
  private final Set<Key> down = new ConcurrentSkipListSet<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  VirtualPanel(
      Desk desk,
      SimBoard board,
      SipPort sip,
      MediaPort media,
      @Nullable BrowserSound browser,
      Consumer<Boolean> network) {
    this.desk = desk;
    this.board = board;
    this.sip = sip;
    this.media = media;
    this.browser = browser;
    this.network = network;
    board.onChange(change ->
        tell(
            switch (change) {
              case PICTURE -> "screen";
              case LAMP -> "lamp";
              case HOOK -> "state";
            }));
    desk.onChange(() -> tell("state"));
  }

  private void tell(String event) {
    for (Consumer<String> listener : listeners) {
      listener.accept(event);
    }
  }

  @Override
  public PhoneView view() {
    return desk.seen().view();
  }

  @Override
  public List<String> text() {
    return desk.seen().text();
  }

  @Override
  public Framebuffer picture() {
    return board.picture();
  }

  @Override
  public LampState lamp(Lamp lamp) {
    return board.lamp(lamp);
  }

  @Override
  public List<String> trace() {
    List<String> all = sip.trace();
    return new ArrayList<>(all.subList(Math.max(0, all.size() - 40), all.size()));
  }

  @Override
  public int microphone() {
    return media.microphoneLevel();
  }

  @Override
  public boolean down(Key key) {
    return down.contains(key);
  }

  /** Told of each key event on its way to the phone. */
  void noticed(KeyEvent event) {
    switch (event.action()) {
      case PRESS -> down.add(event.key());
      case RELEASE -> down.remove(event.key());
      case SHORT, LONG, REPEAT -> {
        // neither begins nor ends a press
      }
    }
  }

  @Override
  public void press(Key key) {
    board.press(key);
  }

  @Override
  public void release(Key key) {
    board.release(key);
  }

  @Override
  public void hook(boolean off) {
    board.hook(off);
  }

  @Override
  public boolean fault(String part, boolean on) {
    boolean known;
    if (part.equals("network")) {
      network.accept(on);
      known = true;
    } else {
      known = on ? board.unplug(part) : board.plug(part);
    }
    if (known && on) {
      unplugged.add(part);
    } else {
      unplugged.remove(part);
    }
    tell("state");
    return known;
  }

  @Override
  public List<String> unplugged() {
    return List.copyOf(unplugged);
  }

  @Override
  public AutoCloseable onChange(Consumer<String> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public @Nullable Sound sound() {
    BrowserSound sound = browser;
    if (sound == null) {
      return null;
    }
    return new Sound() {
      @Override
      public void microphone(byte[] pcm) {
        sound.offerMic(pcm);
      }

      @Override
      public Speaker speaker() {
        BrowserSound.Listener listener = sound.listen();
        return new Speaker() {
          @Override
          public byte[] take(long timeoutMillis) throws InterruptedException {
            return listener.take(timeoutMillis);
          }

          @Override
          public void close() {
            listener.close();
          }
        };
      }
    };
  }
}
