package org.trucephone.firmware.service.format.cisco;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trucephone.firmware.service.ServicePage;
import org.trucephone.firmware.service.ServicePage.Entry;
import org.trucephone.firmware.service.ServicePage.Question;
import org.trucephone.firmware.service.ServicePage.Target;
import org.trucephone.firmware.sip.XmlTree;

/**
 * The objects of Cisco's IP Phone Services Application Development Notes, as far as a phone of text
 * and lists can show them. Pictures and the phone's own keys are left out.
 */
public final class CiscoServicePage {
  private static final int MOST_ENTRIES = 100;
  private static final int LONGEST_TEXT = 4000;
  private static final int MOST_EXECUTED = 3;

  private CiscoServicePage() {}

  /** {@return the page, or empty if the document is none of these objects} */
  public static Optional<ServicePage> read(URI from, XmlTree tree) {
    String title = tree.text("Title");
    String prompt = tree.text("Prompt");
    return switch (tree.name()) {
      case "CiscoIPPhoneMenu", "CiscoIPPhoneIconMenu", "CiscoIPPhoneGraphicFileMenu" ->
          Optional.of(list(title, prompt, entries(from, tree, "MenuItem", "URL"), tree, from));
      case "CiscoIPPhoneDirectory" -> Optional.of(list(title, prompt, people(tree), tree, from));
      case "CiscoIPPhoneText" ->
          Optional.of(
              new ServicePage(
                  title, prompt, cut(tree.text("Text")), softKeys(from, tree), null, List.of()));
      case "CiscoIPPhoneInput" -> Optional.of(question(from, tree, title, prompt));
      case "CiscoIPPhoneExecute" -> Optional.of(executed(from, tree));
      case "CiscoIPPhoneStatus" -> Optional.of(ServicePage.text("", cut(tree.text("Text"))));
      case "CiscoIPPhoneError" ->
          Optional.of(
              ServicePage.text(
                  "Services",
                  "The server reports error "
                      + tree.attribute("Number")
                      + ". Tell your administrator."));
      default -> Optional.empty();
    };
  }

  private static String cut(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
  }

  private static ServicePage list(
      String title, String prompt, List<Entry> entries, XmlTree tree, URI from) {
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(softKeys(from, tree));
    return new ServicePage(title, prompt, "", all, null, List.of());
  }

  private static List<Entry> entries(URI from, XmlTree tree, String item, String address) {
    return tree.all(item).stream()
        .limit(MOST_ENTRIES)
        .map(e -> new Entry(e.text("Name"), "", target(from, e.text(address))))
        .toList();
  }

  private static List<Entry> people(XmlTree tree) {
    return tree.all("DirectoryEntry").stream()
        .limit(MOST_ENTRIES)
        .map(e -> new Entry(e.text("Name"), e.text("Telephone"), dial(e.text("Telephone"))))
        .toList();
  }

  /** The server's own soft keys; those that only name what this phone's keys do are left out. */
  private static List<Entry> softKeys(URI from, XmlTree tree) {
    return entries(from, tree, "SoftKeyItem", "URL").stream()
        .filter(entry -> !(entry.target() instanceof Target.Nowhere))
        .filter(entry -> !(entry.target() instanceof Target.Close))
        .toList();
  }

  private static ServicePage question(URI from, XmlTree tree, String title, String prompt) {
    List<XmlTree> fields = tree.all("InputItem");
    if (fields.isEmpty()) {
      return ServicePage.text(title, prompt);
    }
    String base = String.valueOf(resolved(from, tree.text("URL")));
    StringBuilder address = new StringBuilder(base).append(base.contains("?") ? "&" : "?");
    for (XmlTree other : fields.subList(1, fields.size())) {
      address
          .append(encoded(other.text("QueryStringParam")))
          .append('=')
          .append(encoded(other.text("DefaultValue")))
          .append('&');
    }
    XmlTree first = fields.getFirst();
    address.append(encoded(first.text("QueryStringParam"))).append('=');
    return new ServicePage(
        title,
        prompt,
        "",
        List.of(),
        new Question(first.text("DisplayName"), address.toString(), first.text("DefaultValue")),
        List.of());
  }

  private static ServicePage executed(URI from, XmlTree tree) {
    List<Target> targets =
        tree.all("ExecuteItem").stream()
            .limit(MOST_EXECUTED)
            .map(item -> target(from, item.attribute("URL")))
            .toList();
    return new ServicePage("", "", "", List.of(), null, targets);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Target target(URI from, String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (lower.startsWith("dial:") || lower.startsWith("editdial:")) {
      return dial(address.substring(address.indexOf(':') + 1));
    }
    if (lower.equals("softkey:exit") || lower.equals("init:services")) {
      return new Target.Close();
    }
    URI resolved = resolved(from, address);
    return resolved != null && String.valueOf(resolved.getScheme()).matches("https?")
        ? new Target.Open(resolved)
        : new Target.Nowhere();
  }

  private static Target dial(String number) {
    String digits = number.strip().replaceAll("[ ()./-]", "");
    return digits.matches("\\+?[0-9*#]{1,32}") ? new Target.Dial(digits) : new Target.Nowhere();
  }

  private static @org.jspecify.annotations.Nullable URI resolved(URI from, String address) {
    try {
      return address.isBlank() ? null : from.resolve(address.strip().replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
