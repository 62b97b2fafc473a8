package org.trucephone.firmware.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.firmware.sip.SubscriptionWish;

/** Writes down what the phone asks of signalling. */
final class FakeSip implements SipPort {
  final List<String> asked = new ArrayList<>();
  final StringBuilder pressed = new StringBuilder();
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
  public void manner(int account, Manner manner) {
    asked.add("manner " + account + " " + manner);
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
  public void invite(
      CallId call, int account, String target, String offer, Map<String, String> headers) {
    lastSdp = offer;
    asked.add("invite " + call.number() + " " + target + (headers.isEmpty() ? "" : " " + headers));
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
  public void reject(CallId call, int status, Map<String, String> headers) {
    asked.add("reject " + call.number() + " " + status + (headers.isEmpty() ? "" : " " + headers));
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
  public void bye(CallId call, Map<String, String> headers) {
    asked.add("bye " + call.number() + (headers.isEmpty() ? "" : " " + headers));
  }

  @Override
  public void pressed(CallId call, char key) {
    pressed.append(key);
  }

  @Override
  public void info(CallId call, String contentType, String body) {
    asked.add("info " + call.number() + " " + contentType);
  }

  @Override
  public void networkChanged() {
    asked.add("networkChanged");
  }

  @Override
  public void refer(CallId call, String target, @Nullable CallId replaces) {
    asked.add(
        "refer "
            + call.number()
            + " "
            + (replaces == null ? target : "replacing " + replaces.number()));
  }

  @Override
  public void answerRefer(int refer, int status) {
    asked.add("answerRefer " + refer + " " + status);
  }

  @Override
  public void referProgress(int refer, int status, String reason) {
    asked.add("referProgress " + refer + " " + status);
  }

  @Override
  public @Nullable DialogId dialog(CallId call) {
    return new DialogId("id-" + call.number(), "mine", "theirs");
  }

  @Override
  public void subscribe(SubscriptionWish wish) {
    asked.add("subscribe #" + wish.number() + " " + wish.event() + " " + wish.target());
  }

  @Override
  public void unsubscribe(int subscription) {
    asked.add("unsubscribe #" + subscription);
  }

  @Override
  public void publish(
      int account, String event, String contentType, String body, Duration expires) {
    asked.add("publish " + account + " " + event);
  }

  @Override
  public void report(int account, String to, String event, String contentType, String body) {
    asked.add("report " + account + " " + to + " " + body.lines().findFirst().orElse(""));
  }

  @Override
  public void request(
      int number,
      int account,
      String method,
      String target,
      Map<String, String> headers,
      String contentType,
      String body) {
    asked.add("request " + account + " " + method + " " + contentType + " " + body);
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
