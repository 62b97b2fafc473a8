package org.trucephone.firmware.sip.jain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.sip.message.Request;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.NameAddr;

/**
 * Where requests go: outside a dialog to the account's server, inside one where its route leads.
 * Thread {@code sip-out}.
 */
final class Routes {
  private final Core core;

  Routes(Core core) {
    this.core = core;
  }

  /** Settles where a request goes; {@code found} gets at least one place, the best first. */
  void find(
      Access access,
      Request request,
      boolean inside,
      Consumer<List<Target>> found,
      Consumer<String> missing) {
    if (!inside && access.account.registers()) {
      HostPort spare = access.spare();
      Consumer<List<Target>> last = targets -> found.accept(order(access, request, targets));
      if (spare == null) {
        hop(access, access.nextHop(), last, missing);
        return;
      }
      hop(
          access,
          access.nextHop(),
          first -> withSpare(access, first, spare, last),
          none -> hop(access, spare, last, missing));
      return;
    }
    String uri = Messages.firstStop(request);
    String transport = parameter(uri, "transport");
    String over =
        switch (transport) {
          case "udp", "tcp", "tls" -> transport;
          default -> access.transport();
        };
    int port = Messages.port(uri, over.equals("tls") ? 5061 : 5060);
    String host = NameAddr.host(uri);
    core.locations.find(
        host,
        port,
        over,
        targets -> {
          Target target = targets.getFirst();
          Target flow = access.server;
          // The server's Contact may name another port: the one connection is used for everything.
          boolean same =
              flow != null
                  && access.registered
                  && flow.tcp()
                  && target.tcp()
                  && flow.host().equals(target.host());
          Target chosen = same && flow != null ? flow : target;
          core.named(chosen, access, host);
          found.accept(List.of(chosen));
        },
        missing);
  }

  /** Finds the places of one of the account's servers, from then on trusted. */
  private void hop(
      Access access, HostPort hop, Consumer<List<Target>> found, Consumer<String> missing) {
    Consumer<List<Target>> learn =
        targets -> {
          for (Target target : targets) {
            core.server(access, target.host());
            core.named(target, access, hop.host());
          }
          found.accept(targets);
        };
    core.locations.find(hop.host(), hop.port(), access.wantedTransport(), learn, missing);
  }

  /** Puts the backup's places behind the registrar's; what failed lately comes last. */
  private void withSpare(
      Access access, List<Target> first, HostPort spare, Consumer<List<Target>> found) {
    hop(
        access,
        spare,
        more -> {
          List<Target> all = new ArrayList<>(first);
          more.stream().filter(target -> !all.contains(target)).forEach(all::add);
          found.accept(core.locations.ranked(all));
        },
        missing -> found.accept(first));
  }

  /**
   * {@return where we are registered first, but for REGISTER: that goes to the best server that
   * works, which is how the phone comes back to it}
   */
  private List<Target> order(Access access, Request request, List<Target> targets) {
    Target used = access.server;
    if (used == null
        || !access.registered
        || core.locations.ill(used)
        || request.getMethod().equals(Request.REGISTER)) {
      return targets;
    }
    List<Target> sorted = new ArrayList<>();
    sorted.add(used);
    targets.stream().filter(target -> !target.equals(used)).forEach(sorted::add);
    return sorted;
  }

  private static String parameter(String uri, String name) {
    for (String part : uri.split(";", -1)) {
      if (part.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
        return part.substring(name.length() + 1).replaceAll("[?>].*", "").toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }
}
