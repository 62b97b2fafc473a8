package org.trucephone.hal.sim;

import org.trucephone.hal.bus.SoundCard;

/**
 * A USB handset: samples pass as they are while it is plugged in. What it plays is heard at the
 * handset, whatever path the phone thinks of. Safe for any thread.
 */
public final class SimSoundCard implements SimCodecChip, SoundCard {
  private static final SimGains OPEN = SimGains.ofHandset(1, 1);

  private volatile boolean plugged = true;

  @Override
  public boolean present() {
    return plugged;
  }

  @Override
  public void unplug() {
    plugged = false;
  }

  @Override
  public void plug() {
    plugged = true;
  }

  /** It has no settings to lose. */
  @Override
  public void brownOut() {}

  @Override
  public SimGains gains() {
    return plugged ? OPEN : SimGains.SILENT;
  }
}
