package org.trucephone.hal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecChip;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.Buses;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.display.DisplayDriver;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.indicator.LedGroup;
import org.trucephone.hal.keypad.Debouncer.Timing;
import org.trucephone.hal.keypad.HookSwitch;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.KeypadDriver;

/**
 * A board's drivers on their threads: {@code hardware} (codec, lamps, hook), {@code display},
 * {@code keypad}. Chips are asked once a second whether they are still there.
 */
final class BoardHardware implements Hardware {
  private static final long LOOK_MILLIS = 1000;
  private static final String HOOK_LOSS =
      "The hook switch cannot be read; answer and hang up with the speaker key.";

  /** Drivers, opened but not yet set up. */
  record Drivers(
      Buses buses,
      Optional<DisplayDriver> display,
      Optional<Keys> keys,
      Optional<InputLine> hook,
      List<LedGroup> leds,
      Optional<OutputLine> buzzer,
      Optional<CodecChip> codec) {}

  /** The keypad's driver and wiring; an interrupt line, unless the queue is looked at often. */
  record Keys(
      KeypadDriver driver, KeyMatrix matrix, Timing timing, Optional<InputLine> interrupt) {}

  private final Drivers drivers;
  private final PcmDevice pcm;
  private final WorkThread hardware = new WorkThread("hardware");
  private final WorkThread displayThread = new WorkThread("display");
  private final WorkThread keypadThread = new WorkThread("keypad");
  private final Optional<DisplayLoop> display;
  private final Optional<CodecLoop> codec;
  private final LampLoop lamps;
  private final Optional<BuzzerLoop> buzzer;
  private volatile @Nullable Consumer<HardwareEvent> listener;
  private @Nullable ScheduledFuture<?> nextBeat;
  private @Nullable ScheduledFuture<?> nextScan;
  private @Nullable KeypadLoop keypad;
  private final HookSwitch hook = new HookSwitch();
  private boolean hookLost;
  private final AtomicBoolean closed = new AtomicBoolean();

  BoardHardware(Drivers drivers, PcmDevice pcm) {
    this.drivers = drivers;
    this.pcm = pcm;
    display = drivers.display().map(chip -> new DisplayLoop(chip, this::tell));
    codec = drivers.codec().map(chip -> new CodecLoop(chip, pcm.rateHz(), this::tell));
    lamps = new LampLoop(drivers.leds(), this::tell);
    buzzer = drivers.buzzer().map(BuzzerLoop::new);
  }

  @Override
  public void start(Consumer<HardwareEvent> heard) {
    listener = heard;
    drivers.hook().ifPresent(line -> line.onEdge(_ -> hookMoved()));
    hardware.run(() -> {
      drivers.hook().ifPresent(this::readHook);
      look();
      // The keypad's events come after the hook's position.
      drivers.keys().ifPresent(keys -> keypadThread.run(() -> startKeypad(keys)));
    });
    hardware.every(LOOK_MILLIS, this::look);
    display.ifPresent(loop -> {
      displayThread.run(() -> loop.step(true));
      displayThread.every(LOOK_MILLIS, () -> loop.step(true));
    });
  }

  private void tell(HardwareEvent event) {
    Consumer<HardwareEvent> heard = listener;
    if (heard != null) {
      heard.accept(event);
    }
  }

  private void look() {
    drivers.hook().ifPresent(this::readHook);
    codec.ifPresent(CodecLoop::look);
    lamps.look();
    beat();
  }

  // Hook, on `hardware`.

  private void hookMoved() {
    long at = now();
    hardware.run(() -> {
      hook.edge(at);
      drivers.hook().ifPresent(this::readHook);
    });
  }

  private void readHook(InputLine line) {
    try {
      boolean lifted = line.active();
      if (hookLost) {
        hookLost = false;
        tell(new HardwareEvent.Back(Part.HOOK));
      }
      long now = now();
      hook.read(lifted, now).ifPresent(offHook -> tell(new HardwareEvent.Hook(offHook)));
      long settles = hook.settlesIn(now);
      if (settles > 0) {
        hardware.later(settles, () -> readHook(line));
      }
    } catch (BusException e) {
      if (!hookLost) {
        hookLost = true;
        Logger.warn("hook switch lost: {}", e.getMessage());
        tell(new HardwareEvent.Lost(Part.HOOK, HOOK_LOSS));
      }
    }
  }

  // Keypad, on `keypad`.

  private void startKeypad(Keys keys) {
    KeypadLoop started = new KeypadLoop(keys.driver(), keys.matrix(), keys.timing(), this::tell);
    keypad = started;
    keys.interrupt()
        .ifPresent(line ->
            line.onEdge(active -> {
              if (active) {
                started.interrupt();
                keypadThread.run(this::scan);
              }
            }));
    scan();
  }

  private void scan() {
    KeypadLoop started = keypad;
    if (started == null) {
      return;
    }
    if (nextScan != null) {
      nextScan.cancel(false);
    }
    drivers.keys().flatMap(Keys::interrupt).ifPresent(line -> watchInterrupt(line, started));
    nextScan = keypadThread.later(started.step(now()), this::scan);
  }

  /** Opens the interrupt line if it is not yet, and makes up for an edge missed before that. */
  private static void watchInterrupt(InputLine line, KeypadLoop keypad) {
    try {
      if (line.active()) {
        keypad.interrupt();
      }
    } catch (BusException e) {
      Logger.debug("keypad's interrupt line: {}", e.getMessage());
    }
  }

  // Lamps, on `hardware`.

  private void beat() {
    if (nextBeat != null) {
      nextBeat.cancel(false);
      nextBeat = null;
    }
    long next = lamps.beat(now());
    if (buzzer.isPresent()) {
      long change = buzzer.get().beat(now());
      next = next < 0 || change >= 0 && change < next ? change : next;
    }
    if (next >= 0) {
      nextBeat = hardware.later(next, this::beat);
    }
  }

  @Override
  public int displayWidth() {
    return drivers.display().map(DisplayDriver::width).orElse(0);
  }

  @Override
  public int displayHeight() {
    return drivers.display().map(DisplayDriver::height).orElse(0);
  }

  @Override
  public void show(Framebuffer picture) {
    display.ifPresent(loop -> {
      loop.offer(picture);
      displayThread.run(() -> loop.step(false));
    });
  }

  @Override
  public void lamp(Lamp lamp, LampState state) {
    hardware.run(() -> {
      lamps.want(lamp, state);
      beat();
    });
  }

  @Override
  public void route(AudioPath path) {
    codec.ifPresent(loop -> hardware.run(() -> loop.route(path)));
  }

  @Override
  public void buzz(boolean ringing) {
    buzzer.ifPresent(loop ->
        hardware.run(() -> {
          loop.ring(ringing, now());
          beat();
        }));
  }

  @Override
  public void volume(AudioPath path, double db) {
    codec.ifPresent(loop -> hardware.run(() -> loop.volume(path, db)));
  }

  @Override
  public void mute(boolean muted) {
    codec.ifPresent(loop -> hardware.run(() -> loop.mute(muted)));
  }

  @Override
  public PcmDevice pcm() {
    return pcm;
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    route(AudioPath.NONE); // the codec must not hiss after we are gone
    buzz(false);
    keypadThread.close();
    displayThread.close();
    hardware.close();
    pcm.close();
    drivers.buses().close();
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
