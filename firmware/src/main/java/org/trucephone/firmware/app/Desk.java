package org.trucephone.firmware.app;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.phone.Command;
import org.trucephone.firmware.phone.Now;
import org.trucephone.firmware.phone.Phone;
import org.trucephone.firmware.phone.PhoneEvent;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.ui.Ui;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.display.Framebuffer;

/**
 * Phone and screens as one agent of the event loop: keys become commands, each change becomes a
 * picture. Phone thread only, but for {@link #seen()}.
 */
final class Desk implements EventLoop.Agent<Input> {
  private final Phone phone;
  private final Ui ui;
  private final Hardware hardware;
  private volatile Seen seen;
  private volatile Runnable listener = () -> {};
  private volatile @Nullable Framebuffer shown;

  /** What the panel may see from another thread. */
  record Seen(PhoneView view, List<String> text) {}

  Desk(Phone phone, Ui ui, Hardware hardware) {
    this.phone = phone;
    this.ui = ui;
    this.hardware = hardware;
    PhoneView view = phone.view();
    this.seen = new Seen(view, ui.text(view));
    show();
  }

  @Override
  public void on(Input input, Now now) {
    switch (input) {
      case Input.Key(var key) -> {
        for (Command command : ui.on(key, phone.view())) {
          phone.on(new PhoneEvent.Do(command), now);
        }
      }
      case Input.Beat(var answer) -> {
        answer.run();
        return;
      }
      case Input.Event(var event) -> phone.on(event, now);
    }
    show();
  }

  @Override
  public void tick(Now now) {
    phone.on(new PhoneEvent.Tick(), now);
    show();
  }

  @Override
  public Instant deadline() {
    return phone.deadline();
  }

  /** {@return the newest view; any thread} */
  Seen seen() {
    return seen;
  }

  /** {@return what the display is to show; any thread} */
  Framebuffer picture() {
    Framebuffer newest = shown;
    return newest == null
        ? new Framebuffer(hardware.displayWidth(), hardware.displayHeight())
        : newest;
  }

  /** Has {@code changed} told after each change; it must not block. */
  void onChange(Runnable changed) {
    listener = changed;
  }

  private void show() {
    PhoneView view = phone.view();
    seen = new Seen(view, ui.text(view));
    listener.run();
    Framebuffer picture = ui.picture(view);
    Framebuffer before = shown;
    if (before == null || !Arrays.equals(before.pixels(), picture.pixels())) {
      shown = picture.copy();
      hardware.show(picture);
    }
  }
}
