package org.trucephone.provisioning.format.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One element as read. Names compare without regard to case, as phones do. */
public final class XmlElement {
  private final String name;
  private final int line;
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  XmlElement(String name, int line) {
    this.name = name;
    this.line = line;
  }

  /** {@return its name as written} */
  public String name() {
    return name;
  }

  /** {@return where its start tag stands, 1…} */
  public int line() {
    return line;
  }

  /** {@return its own text without that of its children, without blanks around} */
  public String text() {
    return text.toString().strip();
  }

  /**
   * One attribute.
   *
   * @param name as written
   * @param value without quotes
   * @param line where it stands, 1…
   */
  public record Attribute(String name, String value, int line) {}

  /** {@return an attribute's value, or empty} */
  public String attribute(String attribute) {
    Attribute found = attributes.get(attribute.toLowerCase(Locale.ROOT));
    return found == null ? "" : found.value();
  }

  /** {@return its attributes as they stand} */
  public List<Attribute> attributes() {
    return List.copyOf(attributes.values());
  }

  /** {@return the elements in it} */
  public List<XmlElement> children() {
    return Collections.unmodifiableList(children);
  }

  /** {@return whether there is no element in it} */
  public boolean isLeaf() {
    return children.isEmpty();
  }

  /** {@return whether it has that name} */
  public boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** {@return the first element in it of that name} */
  public Optional<XmlElement> child(String childName) {
    return children.stream().filter(c -> c.is(childName)).findFirst();
  }

  /** {@return the text of the first element in it of that name, or empty} */
  public String childText(String childName) {
    return child(childName).map(XmlElement::text).orElse("");
  }

  /** {@return all elements down a path of names, {@code members/member}} */
  public List<XmlElement> all(String path) {
    List<XmlElement> found = List.of(this);
    for (String step : path.split("/")) {
      found = found.stream().flatMap(e -> e.children.stream()).filter(c -> c.is(step)).toList();
    }
    return found;
  }

  void add(XmlElement child) {
    children.add(child);
  }

  void append(String more) {
    text.append(more);
  }

  /** Forgets a text that was cut off. */
  void clearText() {
    text.setLength(0);
  }

  /** {@return false when the attribute was there already; the first one stands} */
  boolean put(String attribute, String value, int where) {
    Attribute added = new Attribute(attribute, value, where);
    return attributes.putIfAbsent(attribute.toLowerCase(Locale.ROOT), added) == null;
  }
}
