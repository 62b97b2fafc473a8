package org.trucephone.firmware.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipPort;

/** Writes down what the phone asks of signalling. */
final class FakeSip implements SipPort {
  final List<String> asked = new ArrayList<>();
  List<SipAccount> accounts = List.of();
  String lastSdp = "";

  /** {@return what was asked since the last call} */
  List<String> drain() {
    List<String> copy = List.copyOf(asked);
    asked.clear();
    return copy;
  }

  @Override
  public void accounts(List<SipAccount> wanted) {
    accounts = wanted;
  }

  @Override
  public void register(int account, Duration expires) {
    asked.add("register " + account + " " + expires.toSeconds());
  }

  @Override
  public void subscribeMessages(int account, Duration expires) {
    asked.add("subscribe " + account);
  }

  @Override
  public void invite(CallId call, int account, String target, String offer) {
    lastSdp = offer;
    asked.add("invite " + call.number() + " " + target);
  }

  @Override
  public void cancel(CallId call) {
    asked.add("cancel " + call.number());
  }

  @Override
  public void ring(CallId call) {
    asked.add("ring " + call.number());
  }

  @Override
  public void accept(CallId call, String sdp) {
    lastSdp = sdp;
    asked.add("accept " + call.number());
  }

  @Override
  public void reject(CallId call, int status) {
    asked.add("reject " + call.number() + " " + status);
  }

  @Override
  public void reinvite(CallId call, String offer) {
    lastSdp = offer;
    asked.add("reinvite " + call.number());
  }

  @Override
  public void acceptReinvite(CallId call, String sdp) {
    lastSdp = sdp;
    asked.add("acceptReinvite " + call.number());
  }

  @Override
  public void rejectReinvite(CallId call, int status) {
    asked.add("rejectReinvite " + call.number() + " " + status);
  }

  @Override
  public void bye(CallId call) {
    asked.add("bye " + call.number());
  }

  @Override
  public String localHost(int account) {
    return "127.0.0.1";
  }

  @Override
  public int localPort() {
    return 5060;
  }

  @Override
  public void close() {
    asked.add("close");
  }

  @Override
  public List<String> trace() {
    return List.of();
  }
}
