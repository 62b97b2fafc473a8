package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SubscriptionWish;
import org.trucephone.firmware.sip.TransportFault;

/**
 * Subscriptions we hold (RFC 6665): made, refreshed at nine tenths of their life, made again when
 * the server forgot them. Thread {@code sip-out}.
 */
final class Subscriptions {
  /** A hundred lamps must not become a hundred requests at once. */
  private static final int MOST_UNDER_WAY = 8;

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration FOR_GOOD = Duration.ofHours(1);
  private static final Pattern RETRY_AFTER = Pattern.compile("retry-after\\s*=\\s*(\\d{1,6})");

  private final Core core;
  private final Messages messages;
  private final Sender sender;
  private final Map<Integer, Subscription> wanted = new HashMap<>();
  private final Map<String, Subscription> byTag = new HashMap<>();
  private final Queue<Subscription> waiting = new ArrayDeque<>();
  private int underWay;

  Subscriptions(Core core, Messages messages, Sender sender) {
    this.core = core;
    this.messages = messages;
    this.sender = sender;
  }

  /** {@return the subscription a NOTIFY with this To tag belongs to, or null} */
  @Nullable Subscription withTag(@Nullable String tag) {
    return tag == null ? null : byTag.get(tag);
  }

  void subscribe(Access access, SubscriptionWish wish) {
    Subscription old = wanted.get(wish.number());
    if (old != null && old.access == access && old.wish.equals(wish)) {
      if (!old.unsupported) {
        old.said = false; // said once more on purpose
        ask(old);
      }
      return;
    }
    if (old != null && old.access == access && !old.unsupported && old.differsInBody(wish)) {
      old.wish = wish;
      old.said = false;
      ask(old); // inside the subscription there is
      return;
    }
    if (old != null) {
      end(old);
    }
    Subscription subscription = new Subscription(wish, access);
    wanted.put(wish.number(), subscription);
    ask(subscription);
  }

  void unsubscribe(int number) {
    Subscription subscription = wanted.remove(number);
    if (subscription != null) {
      end(subscription);
    }
  }

  /** Ends the subscriptions of an account that was replaced. */
  void retire(Access access) {
    for (Subscription subscription : List.copyOf(wanted.values())) {
      if (subscription.access == access) {
        unsubscribe(subscription.wish.number());
      }
    }
  }

  /** The server was away and answers again: what it knew of us may be gone. */
  void renew(Access access) {
    for (Subscription subscription : List.copyOf(wanted.values())) {
      if (subscription.access == access && !subscription.unsupported) {
        subscription.wait = Subscription.FIRST_WAIT;
        ask(subscription);
      }
    }
  }

  private void end(Subscription subscription) {
    subscription.ended = true;
    subscription.cancelNext();
    if (subscription.dialog != null) {
      ask(subscription);
    }
    // The server's last NOTIFY is still ours to answer.
    core.later(core.options.noAnswer(), () -> byTag.remove(subscription.tag, subscription));
  }

  private void ask(Subscription subscription) {
    if (!subscription.underWay && !waiting.contains(subscription)) {
      waiting.add(subscription);
      proceed();
    }
  }

  private void proceed() {
    while (underWay < MOST_UNDER_WAY && !waiting.isEmpty()) {
      Subscription subscription = waiting.remove();
      subscription.underWay = true;
      underWay++;
      try {
        send(subscription);
      } catch (Exception e) {
        finished(subscription);
        core.trace.add("! SUBSCRIBE not sent: " + e.getMessage());
        lost(subscription, 0, "The subscription could not be sent", true);
      }
    }
  }

  private void finished(Subscription subscription) {
    if (subscription.underWay) {
      subscription.underWay = false;
      underWay--;
    }
  }

  private void send(Subscription subscription) throws Exception {
    subscription.cancelNext();
    SubscriptionWish wish = subscription.wish;
    Access access = subscription.access;
    Dialog dialog = subscription.dialog;
    if (dialog != null && dialog.getState() != DialogState.CONFIRMED) {
      dialog = null;
      subscription.dialog = null;
    }
    if (subscription.ended && dialog == null) {
      finished(subscription);
      return;
    }
    Request request;
    if (dialog == null) {
      byTag.remove(subscription.tag);
      subscription.tag = Wire.token();
      byTag.put(subscription.tag, subscription);
      String uri =
          wish.target().isEmpty()
              ? Messages.addressOfRecord(access)
              : OutgoingCalls.uri(access, wish.target());
      request =
          messages.request(
              Request.SUBSCRIBE,
              uri,
              access,
              uri,
              Wire.token() + "@" + access.localHost,
              subscription.tag,
              1);
      messages.preload(request, access);
    } else {
      request = dialog.createRequest(Request.SUBSCRIBE);
      messages.set(request, "User-Agent", core.options.userAgent());
    }
    messages.put(request, wish.headers());
    messages.set(request, "Event", wish.event());
    messages.list(request, "Accept", wish.accept());
    messages.set(
        request, "Expires", subscription.ended ? "0" : Long.toString(wish.expires().toSeconds()));
    if (subscription.hasToSay() && !subscription.ended) {
      subscription.said = true;
      messages.body(request, wish.contentType(), wish.body());
    }
    sender.send(access, request, true, dialog, new Result(subscription, dialog != null));
  }

  private void again(Subscription subscription, Duration wait) {
    subscription.cancelNext();
    subscription.next =
        core.later(
            wait,
            () -> {
              if (!subscription.ended) {
                ask(subscription);
              }
            });
  }

  /** NOTIFY said {@code terminated} (RFC 6665 4.1.3). */
  void terminated(Subscription subscription, String state) {
    if (subscription.ended) {
      byTag.remove(subscription.tag, subscription);
      return;
    }
    String said = state.toLowerCase(Locale.ROOT);
    subscription.dialog = null;
    Matcher after = RETRY_AFTER.matcher(said);
    Duration wait =
        after.find()
            ? Duration.ofSeconds(Long.parseLong(after.group(1)))
            : said.contains("rejected") || said.contains("noresource")
                ? FOR_GOOD
                : said.contains("probation") || said.contains("giveup")
                    ? subscription.backOff()
                    : SOON;
    lost(subscription, 200, "The server ended the subscription", false);
    if (!subscription.underWay) {
      again(subscription, wait);
    }
  }

  private void lost(Subscription subscription, int status, String detail, boolean forGood) {
    if (!subscription.ended) {
      core.emit(new SipEvent.SubscriptionLost(subscription.wish.number(), status, detail, forGood));
    }
  }

  /** The server forgot one of ours, so it may have forgotten all. */
  private void forgotten(Access access) {
    List<Subscription> others = new ArrayList<>(wanted.values());
    for (Subscription other : others) {
      if (other.access == access && other.dialog != null && !other.underWay) {
        ask(other);
      }
    }
  }

  private final class Result implements Outcome {
    private final Subscription subscription;
    private final boolean refresh;

    Result(Subscription subscription, boolean refresh) {
      this.subscription = subscription;
      this.refresh = refresh;
    }

    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog dialog, boolean credentialsRefused) {
      finished(subscription);
      int status = response.getStatusCode();
      if (status < 300) {
        subscription.dialog = dialog != null ? dialog : subscription.dialog;
        subscription.wait = Subscription.FIRST_WAIT;
        if (!subscription.ended) {
          long granted = Messages.seconds(response, "Expires");
          long seconds = granted > 0 ? granted : subscription.wish.expires().toSeconds();
          again(subscription, Duration.ofSeconds(Math.max(5, seconds * 9 / 10)));
          if (subscription.hasToSay()) {
            ask(subscription); // wished while this one was under way
          }
          if (subscription.wish.number() > 0) {
            core.emit(
                new SipEvent.Subscribed(subscription.wish.number(), Duration.ofSeconds(seconds)));
          }
        } else if (!"0".equals(Messages.value(sent, "Expires"))) {
          ask(subscription); // ended while it was being made
        }
        proceed();
        return;
      }
      subscription.dialog = null;
      if (!subscription.ended) {
        refused(status, String.valueOf(response.getReasonPhrase()), response);
      }
      proceed();
    }

    private void refused(int status, String reason, Response response) {
      if (refresh) {
        lost(subscription, status, reason, false);
        ask(subscription); // 481 and the like: a new subscription, at once
        if (status == 481) {
          forgotten(subscription.access);
        }
        return;
      }
      boolean forGood =
          switch (status) {
            case 403, 404, 405, 416, 489, 501, 604, 606 -> true;
            default -> false;
          };
      lost(subscription, status, reason, forGood);
      if (forGood) {
        subscription.unsupported = true;
        core.trace.add(
            "· this server has no subscription to "
                + subscription.wish.event()
                + " ("
                + status
                + ")");
        return;
      }
      long after = Messages.seconds(response, "Retry-After");
      Duration pause = subscription.backOff();
      again(subscription, after >= 0 ? Duration.ofSeconds(Math.max(1, after)) : pause);
    }

    @Override
    public void failed(Request sent, TransportFault fault, String detail) {
      finished(subscription);
      subscription.dialog = null;
      lost(subscription, 0, detail, false);
      if (!subscription.ended) {
        again(subscription, subscription.backOff());
      }
      proceed();
    }
  }
}
