package org.trucephone.firmware.handset;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.Locale;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.KeyView;
import org.trucephone.firmware.phone.PhoneView.LineView;
import org.trucephone.firmware.phone.PhoneView.Secrecy;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;

/** {@code /state.json}: what the phone shows, for programs. */
final class StateJson {
  private StateJson() {}

  static String of(Panel panel) {
    PhoneView view = panel.view();
    JsonObject root = new JsonObject();
    root.put("phase", lower(view.phase()));
    root.put("text", view.phaseText());
    JsonObject provisioning = new JsonObject();
    provisioning.put("source", view.provisioning().source());
    provisioning.put("persona", view.provisioning().persona());
    provisioning.put("files", new JsonArray(view.provisioning().files()));
    provisioning.put("findings", view.provisioning().findings());
    provisioning.put("problem", view.provisioning().problem());
    root.put("provisioning", provisioning);
    JsonArray lines = new JsonArray();
    view.lines().forEach(line -> lines.add(line(line)));
    root.put("lines", lines);
    JsonArray calls = new JsonArray();
    view.calls().forEach(call -> calls.add(call(call)));
    root.put("calls", calls);
    JsonObject leds = new JsonObject();
    leds.put("message", rhythm(panel.lamp(Lamp.MESSAGE)));
    leds.put("speaker", rhythm(panel.lamp(Lamp.SPEAKER)));
    leds.put("mute", rhythm(panel.lamp(Lamp.MUTE)));
    root.put("leds", leds);
    JsonArray keys = new JsonArray();
    view.keys().forEach(key -> keys.add(key(key, panel)));
    root.put("keys", keys);
    root.put("audio", lower(view.path()));
    root.put("hook", view.offHook() ? "off" : "on");
    root.put("microphone", panel.microphone());
    root.put("messages", view.voicemails());
    root.put("missed", view.missed());
    root.put(
        "notice",
        view.notice() == null ? null : view.notice().title() + ": " + view.notice().text());
    root.put("faults", new JsonArray(view.faults()));
    root.put("unplugged", new JsonArray(panel.unplugged()));
    root.put("trace", new JsonArray(panel.trace()));
    return JsonWriter.string(root);
  }

  private static JsonObject line(LineView line) {
    JsonObject json = new JsonObject();
    json.put("index", line.index());
    json.put("label", line.label());
    json.put("address", line.address());
    json.put("state", lower(line.state()));
    json.put("reason", line.reason());
    json.put("proof", line.proof());
    String cause = line.cause();
    json.put("cause", cause == null ? null : cause.toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("expires", line.expires());
    json.put("nextTry", line.nextTry());
    return json;
  }

  private static JsonObject call(CallView call) {
    JsonObject json = new JsonObject();
    json.put("id", call.id());
    json.put("line", call.line());
    json.put("direction", call.outgoing() ? "out" : "in");
    json.put("state", lower(call.state()));
    json.put("remote", call.remote());
    json.put("name", call.name());
    json.put("seconds", call.seconds());
    StreamFigures figures = call.figures();
    json.put("codec", figures == null ? null : figures.codec());
    json.put("secure", call.secrecy() == Secrecy.NONE ? "none" : "srtp");
    json.put("sentence", call.sentence());
    if (figures != null) {
      JsonObject rtp = new JsonObject();
      rtp.put("sent", figures.sent());
      rtp.put("received", figures.received());
      rtp.put("lost", figures.lost());
      rtp.put("jitterMs", figures.jitterMs());
      rtp.put("delayMs", figures.delayMs());
      rtp.put("mos", figures.mos());
      rtp.put("r", figures.rating());
      rtp.put("verdict", figures.verdict());
      rtp.put("remoteMos", figures.remoteMos());
      rtp.put("late", figures.late());
      rtp.put("correctedSamples", figures.correctedSamples());
      rtp.put("strangers", figures.strangers());
      rtp.put("concealedSamples", figures.concealedSamples());
      rtp.put("digits", figures.digitsReceived());
      rtp.put("roundTripMs", figures.roundTripMs());
      json.put("rtp", rtp);
    }
    return json;
  }

  private static JsonObject key(KeyView key, Panel panel) {
    JsonObject json = new JsonObject();
    json.put("index", key.index());
    json.put("label", key.label());
    json.put("lamp", key.lamp());
    LampState lit = panel.lamp(Lamp.line(key.index()));
    json.put("rhythm", rhythm(lit));
    json.put("colour", lower(lit.colour()));
    return json;
  }

  private static String rhythm(LampState state) {
    return state.rhythm().print();
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
