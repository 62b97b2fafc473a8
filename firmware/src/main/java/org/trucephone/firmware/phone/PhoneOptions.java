package org.trucephone.firmware.phone;

import java.util.List;
import org.trucephone.firmware.phone.PhoneView.DeviceView;

/**
 * What the command line fixes.
 *
 * @param autoAnswer answer every call at once
 * @param codecs encoding names that replace the configuration's, or empty
 * @param device what this device is
 */
public record PhoneOptions(boolean autoAnswer, List<String> codecs, DeviceView device) {
  /** Keeps a copy. */
  public PhoneOptions {
    codecs = List.copyOf(codecs);
  }
}
