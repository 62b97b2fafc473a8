package org.trucephone.firmware.sip;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A small XML document from a server, as a tree. Names without their prefix: servers misspell the
 * name spaces. No DTD, nothing from elsewhere, bounded in size, depth and count.
 *
 * @param name of the element
 * @param text between its tags, children's left out, white space around it taken off
 */
public record XmlTree(
    String name, Map<String, String> attributes, String text, List<XmlTree> children) {
  private static final int LONGEST = 64 * 1024;
  private static final int DEEPEST = 24;
  private static final int MOST = 2000;

  /** Copies the collections. */
  public XmlTree {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /**
   * {@return the document, or empty if it is none} Whatever stands before the first element is left
   * out: some servers write prologs no parser takes.
   */
  public static Optional<XmlTree> read(String document) {
    int root = 0;
    while (root >= 0
        && root + 1 < document.length()
        && !(document.charAt(root) == '<' && Character.isLetter(document.charAt(root + 1)))) {
      root = document.indexOf('<', root + 1);
    }
    if (root < 0 || root + 1 >= document.length() || document.length() > LONGEST) {
      return Optional.empty();
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml =
          factory.createXMLStreamReader(new StringReader(document.substring(root)));
      xml.nextTag();
      return Optional.of(element(xml, 0, new int[1]));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static XmlTree element(XMLStreamReader xml, int depth, int[] count)
      throws XMLStreamException {
    if (depth > DEEPEST || ++count[0] > MOST) {
      throw new XMLStreamException("too deep or too many elements");
    }
    String name = local(xml.getLocalName());
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      attributes.put(local(xml.getAttributeLocalName(i)), xml.getAttributeValue(i).strip());
    }
    StringBuilder text = new StringBuilder();
    List<XmlTree> children = new ArrayList<>();
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(xml, depth + 1, count));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlTree(name, attributes, text.toString().strip(), children);
        }
        default -> {
          // comments and instructions
        }
      }
    }
  }

  private static String local(String name) {
    return name.substring(name.indexOf(':') + 1);
  }

  /** {@return text as it may stand in a document, attributes included} */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** {@return an attribute, "" if it is not there} */
  public String attribute(String wanted) {
    return attributes.getOrDefault(wanted, "");
  }

  /** {@return the first child of that name} */
  public Optional<XmlTree> child(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
  }

  /** {@return the children of that name} */
  public List<XmlTree> all(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).toList();
  }

  /** {@return the text of the first child of that name, "" if there is none} */
  public String text(String wanted) {
    return child(wanted).map(XmlTree::text).orElse("");
  }

  /** {@return the first element of that name in this one, itself included} */
  public Optional<XmlTree> find(String wanted) {
    if (name.equals(wanted)) {
      return Optional.of(this);
    }
    for (XmlTree child : children) {
      Optional<XmlTree> found = child.find(wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
