package org.trucephone.firmware.dialect.asterisk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trucephone.firmware.account.DialogInfo;
import org.trucephone.firmware.dialect.Dialect;

/**
 * Asterisk and FreePBX. Codes are the samples' and FreePBX's defaults; settings override them.
 *
 * <p>Its lamps name no Call-ID (res_pjsip_dialog_info_body_generator), so a ringing call is taken
 * by code; only the old driver's {@code pickup-…} Call-ID can be replaced.
 */
public final class AsteriskDialect implements Dialect {
  @Override
  public String id() {
    return "asterisk";
  }

  @Override
  public boolean recognizes(String server) {
    String name = server.toLowerCase(Locale.ROOT);
    return name.startsWith("asterisk")
        || name.startsWith("fpbx")
        || name.startsWith("freepbx")
        || name.contains("asterisk");
  }

  @Override
  public List<PickUp> pickUp(String extension, DialogInfo.Dialog ringing, String code) {
    List<PickUp> ways =
        new ArrayList<>(Dialect.super.pickUp(extension, ringing, code.isEmpty() ? "**" : code));
    ways.replaceAll(way ->
        way instanceof PickUp.Replace replace
            // The old driver looks for just these two tags.
            ? new PickUp.Replace(replace.target(), replace.replaces().replace(";early-only", ""))
            : way);
    return ways;
  }

  @Override
  public String groupPickUp() {
    return "*8";
  }

  @Override
  public String parkAt(String place) {
    // A slot only gives calls back; they are put into its lot: 701…720 of 700, 71…79 of 70.
    if (place.matches("7[0-9][0-9]")) {
      return "700";
    }
    return place.matches("7[0-9]") ? "70" : place;
  }

  @Override
  public String parkingLot() {
    return "700";
  }

  @Override
  public String voicemail(String address) {
    return "*97";
  }

  @Override
  public String intercom(String extension) {
    return "*80" + extension;
  }
}
