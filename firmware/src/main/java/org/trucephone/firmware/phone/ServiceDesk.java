package org.trucephone.firmware.phone;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.phone.PhoneView.ServiceView;
import org.trucephone.firmware.service.ServicePage;
import org.trucephone.firmware.service.ServicePage.Target;
import org.trucephone.provisioning.settings.Setting;

/** The services the person has opened: pages over pages. Phone thread only. */
final class ServiceDesk {
  private static final int DEEPEST = 16;
  private static final ServicePage COMING = ServicePage.text("Services", "Asking the server …");

  private final Phone phone;
  private final Host host;
  private final Deque<ServicePage> pages = new ArrayDeque<>();
  private boolean waiting;

  ServiceDesk(Phone phone, Host host) {
    this.phone = phone;
    this.host = host;
  }

  /** {@return what is shown, or null while nothing is open} */
  @Nullable ServiceView view() {
    ServicePage page = waiting ? COMING : pages.peek();
    return page == null ? null : new ServiceView(page, pages.size() + (waiting ? 1 : 0));
  }

  /** Opens the first page the settings name. */
  void open() {
    close();
    String home = Setting.valueOr(phone.settings.general().servicesUrl(), "");
    if (home.matches("https?://\\S+")) {
      go(home);
    } else {
      phone.tell("Services", "No services are set. Ask your administrator.", null);
    }
  }

  private void go(String address) {
    URI wanted;
    try {
      wanted = URI.create(address);
    } catch (IllegalArgumentException e) {
      phone.tell("Services", "Not an address: " + address + ". Tell your administrator.", null);
      return;
    }
    waiting = true;
    host.service(wanted);
  }

  /** A page has come. */
  void on(ServicePage page) {
    if (!waiting) {
      return; // the person has left
    }
    waiting = false;
    if (page.atOnce().isEmpty()) {
      if (pages.size() == DEEPEST) {
        pages.removeLast();
      }
      pages.push(page);
    } else {
      page.atOnce().forEach(this::go);
    }
  }

  /** An entry was chosen. */
  void choose(int index) {
    ServicePage page = pages.peek();
    if (!waiting && page != null && index >= 0 && index < page.entries().size()) {
      go(page.entries().get(index).target());
    }
  }

  /** The question was answered. */
  void submit(String typed) {
    ServicePage page = pages.peek();
    ServicePage.Question question = page == null ? null : page.question();
    if (!waiting && question != null) {
      go(question.address() + URLEncoder.encode(typed, StandardCharsets.UTF_8));
    }
  }

  private void go(Target target) {
    switch (target) {
      case Target.Open(URI address) -> go(address.toString());
      case Target.Dial(String number) -> {
        Line line = phone.lines.preferred();
        if (line != null && !phone.calls.any(Call::reaching)) {
          Commands.holdTalking(phone, null);
          phone.dialer.dial(number, line, Map.of());
        }
      }
      case Target.Close _ -> close();
      case Target.Nowhere _ -> phone.tell("Services", "This phone cannot do that.", null);
    }
  }

  /** Goes back to the page before. */
  void back() {
    if (waiting) {
      waiting = false;
    } else if (!pages.isEmpty()) {
      pages.pop();
    }
  }

  void close() {
    waiting = false;
    pages.clear();
  }
}
