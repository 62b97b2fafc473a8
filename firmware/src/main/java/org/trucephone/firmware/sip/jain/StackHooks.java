package org.trucephone.firmware.sip.jain;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Whom the classes tell that the stack makes by name. The stack's name leads to its owner; nothing
 * else ties the two together.
 *
 * @param closed told of each TCP connection we opened that is gone
 * @param secondAnswer told of a 2xx from another branch of a forked INVITE
 * @param unanswered told of each BENOTIFY, which must never be answered
 * @param server whether an address is a server's of ours; any thread
 * @param names the names the certificate of a TLS server (address and port) may bear; any thread
 * @param trust which certificates are believed
 */
record StackHooks(
    Consumer<InetSocketAddress> closed,
    Consumer<Response> secondAnswer,
    Consumer<Request> unanswered,
    Predicate<String> server,
    Function<String, List<String>> names,
    TlsTrust trust) {
  private static final Map<String, StackHooks> BY_NAME = new ConcurrentHashMap<>();

  static void put(String stackName, StackHooks hooks) {
    BY_NAME.put(stackName, hooks);
  }

  static void remove(String stackName) {
    BY_NAME.remove(stackName);
  }

  static @Nullable StackHooks of(String stackName) {
    return BY_NAME.get(stackName);
  }
}
