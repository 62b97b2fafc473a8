package org.trucephone.firmware.ui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.phone.Command;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.ServiceView;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyEvent;

/**
 * The screens. Owns only what the person opened and where the cursor stands; all else comes with
 * each {@link PhoneView}. Phone thread only.
 */
public final class Ui {
  private static final int SMALL = 64;

  private final Function<Screen, Framebuffer> renderer;
  private final Deque<Page> pages = new ArrayDeque<>();
  private int cursor;

  /** The answer to a service's question so far. */
  private final StringBuilder typed = new StringBuilder();

  private boolean more;

  /** For a display of this size in pixels. */
  public Ui(int width, int height) {
    this.renderer =
        height <= SMALL
            ? new SmallRenderer(width, height)::draw
            : new CanvasRenderer(width, height)::draw;
  }

  /** {@return the screen as a picture, newly drawn; the caller may give it away} */
  public Framebuffer picture(PhoneView view) {
    return renderer.apply(screen(view));
  }

  /** {@return the screen as lines of text, soft keys last} */
  public List<String> text(PhoneView view) {
    return TextRenderer.lines(screen(view));
  }

  /** {@return what a key asks for in the state shown} */
  public List<Command> on(KeyEvent event, PhoneView view) {
    Key key = event.key();
    boolean press = event.action() == KeyEvent.Action.PRESS;
    boolean repeats =
        event.action() == KeyEvent.Action.REPEAT || event.action() == KeyEvent.Action.LONG;
    if (!press && !(repeats && repeatable(key))) {
      return List.of();
    }
    if (key.softIndex() == 0 && key != Key.OK) {
      more = false;
    }
    if (key.softIndex() > 0) {
      SoftKey soft = screen(view).soft().get(key.softIndex() - 1);
      return soft == null ? List.of() : act(soft.act(), view);
    }
    if (key.dialled().isPresent()) {
      if (asked(view)) {
        typed.append(key.dialled().get());
        return List.of();
      }
      pages.clear();
      return List.of(new Command.Digit(key.dialled().get()));
    }
    if (key.lineIndex() > 0) {
      pages.clear();
      return List.of(new Command.LineKey(key.lineIndex()));
    }
    CallView call = view.selectedCall();
    return switch (key) {
      case OK -> ok(view, call);
      case BACK -> back(view);
      case END -> end(view, call);
      case UP, DOWN -> move(view, key == Key.UP ? -1 : 1);
      case LEFT, RIGHT -> List.of();
      case HOLD -> call == null ? List.of() : List.of(new Command.ToggleHold(call.id()));
      case SPEAKER -> List.of(new Command.ToggleSpeaker());
      case HEADSET -> List.of(new Command.ToggleHeadset());
      case MUTE -> List.of(new Command.ToggleMute());
      case VOLUME_UP -> List.of(new Command.Volume(1));
      case VOLUME_DOWN -> List.of(new Command.Volume(-1));
      case MESSAGES -> List.of(new Command.CallVoicemail());
      case REDIAL -> List.of(new Command.Redial());
      case DIRECTORY -> open(Page.CONTACTS);
      case MENU -> open(Page.MENU);
      case TRANSFER -> List.of(new Command.Transfer());
      case CONFERENCE -> List.of(new Command.Conference());
      default -> List.of();
    };
  }

  Screen screen(PhoneView view) {
    if (view.dialing() != null) {
      return CallScreens.dialing(view);
    }
    CallView call = view.selectedCall();
    if (call != null && call.state() != CallPhase.ENDED) {
      return CallScreens.call(view, call, more);
    }
    if (view.notice() != null) {
      return CallScreens.notice(view, view.notice());
    }
    if (call != null) {
      return CallScreens.ended(view, call);
    }
    Page page = pages.peek();
    cursor = Math.clamp(cursor, 0, Math.max(0, entries(view, page) - 1));
    if (page == Page.SERVICES) {
      return ServiceScreens.page(view, cursor, typed.toString(), PageScreens.BACK);
    }
    return page == null ? IdleScreens.home(view) : PageScreens.page(page, view, cursor);
  }

  /** {@return whether a service's question is on the screen} */
  private boolean asked(PhoneView view) {
    return pages.peek() == Page.SERVICES
        && view.dialing() == null
        && view.notice() == null
        && view.selectedCall() == null
        && view.service() != null
        && view.service().page().question() != null;
  }

  private static boolean repeatable(Key key) {
    return switch (key) {
      case UP, DOWN, VOLUME_UP, VOLUME_DOWN, BACK -> true;
      default -> false;
    };
  }

  private List<Command> act(Act act, PhoneView view) {
    return switch (act) {
      case Act.Do(List<Command> commands) -> {
        more = false;
        yield commands;
      }
      case Act.More _ -> {
        more = !more;
        yield List.of();
      }
      case Act.Open(Page page) -> open(page);
      case Act.Back _ -> back(view);
      case Act.Choose _ -> choose(view);
    };
  }

  private List<Command> open(Page page) {
    pages.push(page);
    cursor = 0;
    typed.setLength(0);
    return switch (page) {
      case HISTORY -> List.of(new Command.MissedSeen());
      case SERVICES -> List.of(new Command.OpenServices());
      default -> List.of();
    };
  }

  private List<Command> ok(PhoneView view, @Nullable CallView call) {
    if (view.dialing() != null) {
      return List.of(new Command.Dial());
    }
    if (call != null) {
      return switch (call.state()) {
        case RINGING_IN -> List.of(new Command.Answer(call.id()));
        case HELD -> List.of(new Command.ToggleHold(call.id()));
        case CONNECTED, REMOTE_HELD -> {
          more = !more;
          yield List.of();
        }
        default -> List.of();
      };
    }
    if (view.notice() != null) {
      return List.of(new Command.DismissNotice());
    }
    return pages.isEmpty() ? open(Page.HISTORY) : choose(view);
  }

  private List<Command> back(PhoneView view) {
    if (view.dialing() != null) {
      return List.of(
          view.dialing().digits().isEmpty()
              ? new Command.CancelDialing()
              : new Command.Backspace());
    }
    if (view.notice() != null) {
      return List.of(new Command.DismissNotice());
    }
    if (asked(view) && !typed.isEmpty()) {
      typed.setLength(typed.length() - 1);
      return List.of();
    }
    ServiceView service = pages.peek() == Page.SERVICES ? view.service() : null;
    if (!pages.isEmpty()) {
      cursor = 0;
      typed.setLength(0);
      if (service == null || service.depth() <= 1) {
        pages.pop();
      }
    }
    return service == null ? List.of() : List.of(new Command.BackInServices());
  }

  private List<Command> end(PhoneView view, @Nullable CallView call) {
    if (view.dialing() != null) {
      return List.of(new Command.CancelDialing());
    }
    if (call != null && call.state() != CallPhase.ENDED) {
      return List.of(new Command.End(call.id()));
    }
    pages.clear();
    return view.notice() == null ? List.of() : List.of(new Command.DismissNotice());
  }

  private List<Command> move(PhoneView view, int step) {
    List<CallView> calls = view.calls().stream().filter(c -> c.state() != CallPhase.ENDED).toList();
    CallView selected = view.selectedCall();
    if (selected != null && calls.size() > 1) {
      int next = Math.floorMod(calls.indexOf(selected) + step, calls.size());
      return List.of(new Command.Select(calls.get(next).id()));
    }
    cursor = Math.clamp(cursor + step, 0, Math.max(0, entries(view, pages.peek()) - 1));
    return List.of();
  }

  private List<Command> choose(PhoneView view) {
    Page page = pages.peek();
    if (page == Page.SERVICES && asked(view)) {
      String answer = typed.toString();
      typed.setLength(0);
      return List.of(new Command.SubmitService(answer));
    }
    if (page == null || entries(view, page) == 0) {
      return List.of();
    }
    // The list may have become shorter since it was drawn.
    cursor = Math.min(cursor, entries(view, page) - 1);
    return switch (page) {
      case MENU -> {
        PageScreens.MenuEntry entry = PageScreens.MENU.get(cursor);
        yield act(entry.act(), view);
      }
      case HISTORY -> {
        HistoryEntry entry = view.history().get(cursor);
        pages.clear();
        yield entry.number().isEmpty()
            ? List.of()
            : List.of(new Command.DialNumber(entry.number()));
      }
      case CONTACTS -> {
        Contact contact = view.contacts().get(cursor);
        pages.clear();
        yield List.of(new Command.DialNumber(contact.number()));
      }
      case SERVICES -> {
        int chosen = cursor;
        cursor = 0;
        yield List.of(new Command.ChooseService(chosen));
      }
      case STATUS, ABOUT, WHY, ORIGINS -> List.of();
    };
  }

  private static int entries(PhoneView view, @Nullable Page page) {
    if (page == null) {
      return 0;
    }
    return switch (page) {
      case MENU -> PageScreens.MENU.size();
      case HISTORY -> view.history().size();
      case CONTACTS -> view.contacts().size();
      case STATUS -> PageScreens.statusRows(view).size();
      case WHY, ABOUT -> 1;
      case ORIGINS -> view.provisioning().origins().size();
      case SERVICES -> view.service() == null ? 0 : view.service().page().entries().size();
    };
  }
}
