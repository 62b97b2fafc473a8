package org.trucephone.firmware.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trucephone.firmware.account.DialogInfo.Dialog;

/**
 * What a lamp knows of the phone it watches. Pure: each document or loss makes the next one.
 *
 * @param condition what the lamp shows
 * @param since when it began; steady clock
 * @param version of the last document, -1: none in this subscription
 * @param dialogs not yet over
 */
public record Watched(Condition condition, Instant since, long version, List<Dialog> dialogs) {
  /** Copies the list. */
  public Watched {
    dialogs = List.copyOf(dialogs);
  }

  /** What a lamp shows. */
  public enum Condition {
    /** Nothing known: never told, or the subscription is lost. */
    UNREACHABLE,
    IDLE,
    RINGING,
    BUSY,
    HELD
  }

  /**
   * What a document changed.
   *
   * @param gap documents are missing: subscribe anew to be told all (RFC 4235 4.1)
   */
  public record Step(Watched next, boolean gap) {}

  /** {@return nothing known yet} */
  public static Watched unknown(Instant now) {
    return new Watched(Condition.UNREACHABLE, now, -1, List.of());
  }

  /** Takes in a document. */
  public Step on(DialogInfo told, Instant now) {
    if (told.version() >= 0 && told.version() <= version && !told.full()) {
      return new Step(this, false); // late or twice
    }
    if (!told.full() && (version < 0 || told.version() > version + 1)) {
      return new Step(this, true);
    }
    List<Dialog> now2 = new ArrayList<>(told.full() ? List.of() : dialogs);
    for (Dialog dialog : told.dialogs()) {
      now2.removeIf(known -> known.id().equals(dialog.id()));
      if (!dialog.over()) {
        now2.add(dialog);
      }
    }
    Condition next = condition(now2);
    return new Step(
        new Watched(next, next == condition ? since : now, told.version(), now2), false);
  }

  /** The subscription is gone: what was told may be wrong by now. */
  public Watched lost(Instant now) {
    return condition == Condition.UNREACHABLE
        ? this
        : new Watched(Condition.UNREACHABLE, now, -1, List.of());
  }

  /** The server counts from the start again; what was told stands until it tells more. */
  public Watched renewed() {
    return new Watched(condition, since, -1, dialogs);
  }

  /** {@return the dialog that rings, or {@link Dialog#NONE}} */
  public Dialog ringing() {
    for (Dialog dialog : dialogs) {
      if (dialog.rings()) {
        return dialog;
      }
    }
    return Dialog.NONE;
  }

  private static Condition condition(List<Dialog> dialogs) {
    boolean held = false;
    boolean busy = false;
    for (Dialog dialog : dialogs) {
      if (dialog.rings()) {
        return Condition.RINGING; // someone can take it: that is news, even at a busy phone
      }
      held |= dialog.held();
      busy |= !dialog.held();
    }
    return busy ? Condition.BUSY : held ? Condition.HELD : Condition.IDLE;
  }
}
