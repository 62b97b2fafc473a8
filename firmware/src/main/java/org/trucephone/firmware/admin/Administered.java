package org.trucephone.firmware.admin;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Settings;

/** What the page may see of the phone and do to it. Safe for any thread. */
public interface Administered {
  /** {@return the newest view} */
  PhoneView view();

  /** {@return the screen as PNG} */
  byte[] screen();

  /** {@return settings in force, or null before there are any} */
  @Nullable Settings settings();

  /** {@return what was found wrong or odd when settings were fetched last} */
  List<Finding> findings();

  /** {@return last signalling happenings in plain words, oldest first} */
  List<String> trace();

  /** Fetches the settings again. */
  void reprovision();

  /** {@return what of an update goes on, blank for nothing, null where none can be installed} */
  @Nullable String updating();

  /**
   * Has an update fetched and installed; the phone starts again after it, never in a call.
   *
   * @param older whether one older than what runs, or the same again, is wanted too
   */
  void update(URI from, boolean older);

  /** Ends the process; its supervisor starts it again. */
  void restart();

  /** Forgets settings, history, contacts, keys and PIN, then restarts. */
  void factoryReset();
}
