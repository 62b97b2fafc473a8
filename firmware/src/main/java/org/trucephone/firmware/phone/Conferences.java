package org.trucephone.firmware.phone;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.call.CallEvent;
import org.trucephone.firmware.phone.PhoneView.Purpose;

/** Three in one conversation, mixed in this phone. Phone thread only. */
final class Conferences {
  private final Phone phone;
  private List<Integer> members = List.of();

  Conferences(Phone phone) {
    this.phone = phone;
  }

  /** {@return whether a call is part of it} */
  boolean has(Call call) {
    return members.contains(call.number());
  }

  /** {@return the calls that hear each other now, or none} */
  List<Integer> heard() {
    List<Integer> talking = new ArrayList<>();
    for (int member : members) {
      Call call = phone.calls.get(member);
      if (call != null && call.talking()) {
        talking.add(member);
      }
    }
    return talking.size() > 1 ? talking : List.of();
  }

  private List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (int member : members) {
      Call call = phone.calls.get(member);
      if (call != null && call.connected()) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** The conference key. */
  void pressed() {
    Dialing open = phone.dialing;
    if (open != null) {
      if (open.purpose == Purpose.CONFERENCE) {
        phone.dialer.enter();
      }
      return;
    }
    Call call = phone.current();
    if (call == null || phone.transfers.moves(call)) {
      return;
    }
    if (!members.isEmpty()) {
      phone.tell("Conference", "Three is the most this phone can join.", null);
      return;
    }
    Call about = phone.calls.get(call.about);
    if (call.reaching() && about != null && about.connected()) {
      call.joins = true;
      return;
    }
    if (!call.connected()) {
      return;
    }
    Call other =
        about != null && about.connected()
            ? about
            : phone.calls.first(
                held -> held != call && held.held() && !phone.transfers.moves(held));
    if (other != null) {
      join(call, other);
    } else {
      Commands.newCallAbout(phone, call, Purpose.CONFERENCE);
    }
  }

  /** A call was answered: it joins if that was asked for. */
  void answered(Call call) {
    Call about = phone.calls.get(call.about);
    if (call.joins && about != null && about.connected() && members.isEmpty()) {
      join(call, about);
    }
  }

  private void join(Call one, Call two) {
    members = List.of(two.number(), one.number());
    for (Call call : calls()) {
      call.purpose = Purpose.CALL;
      call.about = 0;
      call.joins = false;
      phone.calls.on(call, new CallEvent.ResumePressed(), phone.now);
    }
    phone.selected = two.number();
  }

  /** Holds or resumes all. */
  void hold(boolean held) {
    for (Call call : calls()) {
      phone.calls.on(
          call, held ? new CallEvent.HoldPressed() : new CallEvent.ResumePressed(), phone.now);
    }
  }

  /** One stays in conversation, the other is held. */
  void split() {
    List<Call> calls = calls();
    members = List.of();
    if (calls.size() == 2) {
      Call shown = phone.current();
      Call stays = shown != null && calls.contains(shown) ? shown : calls.getFirst();
      Call held = stays == calls.getFirst() ? calls.getLast() : calls.getFirst();
      phone.calls.on(held, new CallEvent.HoldPressed(), phone.now);
      phone.calls.on(stays, new CallEvent.ResumePressed(), phone.now);
      phone.selected = stays.number();
    }
  }

  /** The others go on without us. */
  void leave() {
    List<Call> calls = calls();
    members = List.of();
    if (calls.size() == 2) {
      phone.transfers.complete(calls.getFirst(), calls.getLast());
    }
  }

  /** Ends all. {@return whether there was a conference with this call} */
  boolean end(Call call) {
    if (!has(call)) {
      return false;
    }
    List<Call> calls = calls();
    members = List.of();
    for (Call member : calls) {
      phone.calls.on(member, new CallEvent.EndPressed(), phone.now);
    }
    return true;
  }

  /** A call is over: the conference with it. */
  void ended(Call call) {
    if (has(call)) {
      members = List.of();
    }
  }

  /** A call of ours takes another's place (RFC 3891). */
  void replaced(Call old, @Nullable Call by) {
    if (has(old) && by != null) {
      List<Integer> next = new ArrayList<>(members);
      next.replaceAll(member -> member == old.number() ? by.number() : member);
      members = List.copyOf(next);
    }
  }
}
