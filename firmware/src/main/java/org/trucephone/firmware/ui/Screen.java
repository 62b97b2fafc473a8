package org.trucephone.firmware.ui;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.phone.PhoneView.KeyView;

/**
 * A screen, described.
 *
 * @param left status bar, left
 * @param right status bar, right
 * @param rows body, top to bottom
 * @param keys line keys to show beside the body, or empty
 * @param soft four soft keys, null where there is none
 */
record Screen(
    String left, String right, List<Row> rows, List<KeyView> keys, List<@Nullable SoftKey> soft) {
  /** {@return four soft keys from up to four; null leaves a gap} */
  static List<@Nullable SoftKey> soft(@Nullable SoftKey... keys) {
    return Arrays.asList(Arrays.copyOf(keys, 4));
  }
}
