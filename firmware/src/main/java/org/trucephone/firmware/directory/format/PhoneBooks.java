package org.trucephone.firmware.directory.format;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.directory.book.PhoneBookFormat;
import org.trucephone.firmware.directory.format.aastra.AastraPhoneBook;
import org.trucephone.firmware.directory.format.cisco.CiscoPhoneBook;
import org.trucephone.firmware.directory.format.fanvil.FanvilPhoneBook;
import org.trucephone.firmware.directory.format.grandstream.GrandstreamPhoneBook;
import org.trucephone.firmware.directory.format.snom.SnomPhoneBook;
import org.trucephone.firmware.directory.format.yealink.YealinkPhoneBook;
import org.trucephone.firmware.history.Contact;

/** Reads a phone book of any known make: which one is seen from its first element. */
public final class PhoneBooks {
  /** Larger documents are refused before they are parsed. */
  public static final int LARGEST_BYTES = 4 << 20;

  private static final int MOST = 20_000;
  private static final int DEEPEST = 16;
  private static final int LONGEST = 128;

  static final List<PhoneBookFormat> ALL =
      List.of(
          CiscoPhoneBook.FORMAT,
          YealinkPhoneBook.FORMAT,
          GrandstreamPhoneBook.FORMAT,
          SnomPhoneBook.FORMAT,
          FanvilPhoneBook.FORMAT,
          AastraPhoneBook.FORMAT);

  private PhoneBooks() {}

  /** A document that is no phone book; the message ends a sentence that begins with its address. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String reason) {
      super(reason);
    }
  }

  /** {@return everybody in the document, a contact for each number} */
  public static List<Contact> read(byte[] document) throws UnreadableException {
    if (document.length > LARGEST_BYTES) {
      throw new UnreadableException("is larger than 4 MiB");
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return read(factory.createXMLStreamReader(new ByteArrayInputStream(document)));
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw new UnreadableException("is no well-formed XML (line " + line + ")");
    }
  }

  private static List<Contact> read(XMLStreamReader xml)
      throws XMLStreamException, UnreadableException {
    List<Contact> all = new ArrayList<>();
    PhoneBookFormat format = null;
    Entry entry = null;
    String element = "";
    StringBuilder text = new StringBuilder();
    int depth = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > DEEPEST) {
            throw new UnreadableException("nests deeper than any phone book");
          }
          element = xml.getLocalName().toLowerCase(Locale.ROOT);
          text.setLength(0);
          if (format == null) {
            format = of(element);
          } else if (format.entries().contains(element)) {
            entry = new Entry();
          }
          for (int i = 0; entry != null && i < xml.getAttributeCount(); i++) {
            String attribute = xml.getAttributeLocalName(i).toLowerCase(Locale.ROOT);
            if (attribute.matches("phone\\d|.*number|.*name")) {
              entry.put(format, attribute, xml.getAttributeValue(i));
            }
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (text.length() < LONGEST) {
            text.append(xml.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          String ended = xml.getLocalName().toLowerCase(Locale.ROOT);
          if (entry != null && format != null && format.entries().contains(ended)) {
            entry.into(all);
            entry = null;
          } else if (entry != null && format != null && ended.equals(element)) {
            entry.put(format, ended, text.toString());
          }
          text.setLength(0);
        }
        case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD ->
            throw new UnreadableException("declares or uses entities, which are not followed");
        default -> {
          // comments, spaces and instructions say nothing
        }
      }
      if (all.size() >= MOST) {
        break;
      }
    }
    return List.copyOf(all);
  }

  private static PhoneBookFormat of(String root) throws UnreadableException {
    for (PhoneBookFormat format : ALL) {
      if (format.roots().contains(root)) {
        return format;
      }
    }
    throw new UnreadableException("begins with <" + root + ">, which is no phone book known");
  }

  private static final class Entry {
    private final StringBuilder name = new StringBuilder();
    private final List<String> numbers = new ArrayList<>();

    void put(@Nullable PhoneBookFormat format, String word, String value) {
      String text = value.strip().replaceAll("\\s+", " ");
      if (format == null || text.isEmpty()) {
        return;
      }
      if (format.names().contains(word)) {
        name.append(name.isEmpty() ? "" : " ").append(text);
      } else if (format.numbers().contains(word)) {
        String number = text.replaceFirst("(?i)^(dial|tel|sip):", "");
        if (!number.contains("://") && !number.isEmpty()) {
          numbers.add(number);
        }
      }
    }

    void into(List<Contact> all) {
      for (String number : numbers) {
        all.add(new Contact(name.isEmpty() ? number : name.toString(), number));
      }
    }
  }
}
