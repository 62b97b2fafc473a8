package org.trucephone.firmware.phone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.MediaException;
import org.trucephone.firmware.media.MediaPort;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.media.StreamPlan;
import org.trucephone.firmware.media.ice.IceCandidate;
import org.trucephone.firmware.media.ice.IceCredentials;
import org.trucephone.firmware.media.srtp.CryptoLine;
import org.trucephone.firmware.media.srtp.Fingerprint;
import org.trucephone.firmware.media.srtp.SrtpKey;
import org.trucephone.firmware.media.srtp.SrtpSuite;
import org.trucephone.hal.audio.PcmDevice;

/** Media whose state a test reads. */
final class FakeMedia implements MediaPort {
  final Map<Integer, StreamPlan> plans = new HashMap<>();
  final List<String> open = new ArrayList<>();
  final StringBuilder digits = new StringBuilder();
  @Nullable Tone tone;
  @Nullable Integer focus;
  @Nullable Fingerprint fingerprint;
  List<Integer> party = List.of();
  String country = "";
  String monitor = "";
  String stunServer = "";
  @Nullable IceCandidate reflexive;
  private int keysMade;
  boolean muted;
  int beeps;
  boolean noPorts;

  @Override
  public int open(int stream) throws MediaException {
    if (noPorts) {
      throw new MediaException("No free port for sound.");
    }
    open.add("" + stream);
    return 40000 + 2 * stream;
  }

  @Override
  public IceCredentials ice() {
    return new IceCredentials("ours" + open.size(), "oursoursoursoursoursours");
  }

  @Override
  public void apply(int stream, StreamPlan plan) {
    plans.put(stream, plan);
  }

  @Override
  public void focus(@Nullable Integer stream) {
    focus = stream;
  }

  @Override
  public void conference(List<Integer> streams) {
    party = streams;
  }

  @Override
  public void monitor(String host, int port) {
    monitor = host + ":" + port;
  }

  @Override
  public void stunServer(String host, int port) {
    stunServer = host + ":" + port;
  }

  @Override
  public @Nullable IceCandidate reflexive(int stream) {
    return reflexive;
  }

  @Override
  public void sendDigit(int stream, char digit) {
    digits.append(digit);
  }

  @Override
  public void play(Tone wanted) {
    tone = wanted;
  }

  @Override
  public void beep() {
    beeps++;
  }

  @Override
  public void silence() {
    tone = null;
  }

  @Override
  public void mute(boolean wanted) {
    muted = wanted;
  }

  @Override
  public @Nullable StreamFigures figures(int stream) {
    return null;
  }

  @Override
  public void release(int stream) {
    open.remove("" + stream);
    plans.remove(stream);
  }

  @Override
  public void country(String code) {
    country = code;
  }

  @Override
  public int microphoneLevel() {
    return 0;
  }

  @Override
  public @Nullable Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public List<CryptoLine> keys() {
    SrtpSuite suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    byte[] key = new byte[suite.keyLength()];
    key[0] = (byte) ++keysMade;
    return List.of(new CryptoLine(1, new SrtpKey(suite, key, new byte[suite.saltLength()])));
  }

  @Override
  public List<String> codecs() {
    return List.of("G722", "PCMA", "PCMU");
  }

  @Override
  public void device(PcmDevice device) {}

  @Override
  public void close() {}
}
