package org.trucephone.firmware.sip;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A subscription the phone wants to hold.
 *
 * @param number the phone's own number of it, 1 or more, unique in a run
 * @param target number or URI to subscribe to; "" for the account's own address
 * @param event package with its parameters: {@code dialog}, {@code presence}, {@code
 *     message-summary}, {@code as-feature-event}, {@code dialog;sla} …
 * @param accept body types we read, for example {@code application/dialog-info+xml}
 * @param expires wanted lifetime
 * @param headers more headers, such as {@code Supported: eventlist}
 * @param contentType of {@code body}; "" if there is none
 * @param body of the first SUBSCRIBE (as-feature-event); "" for none
 */
public record SubscriptionWish(
    int number,
    int account,
    String target,
    String event,
    List<String> accept,
    Duration expires,
    Map<String, String> headers,
    String contentType,
    String body) {

  /** Copies the collections. */
  public SubscriptionWish {
    accept = List.copyOf(accept);
    headers = Map.copyOf(headers);
  }

  /** A subscription without headers or body of its own. */
  public SubscriptionWish(
      int number, int account, String target, String event, List<String> accept, Duration expires) {
    this(number, account, target, event, accept, expires, Map.of(), "", "");
  }
}
