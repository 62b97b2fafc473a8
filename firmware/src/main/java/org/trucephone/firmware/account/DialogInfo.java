package org.trucephone.firmware.account;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a NOTIFY of the dialog package says (RFC 4235 4).
 *
 * @param version counts up by one per document of a subscription; -1 if not given
 * @param full whether it tells all dialogs, not only those that changed
 * @param entity whose dialogs these are
 */
public record DialogInfo(long version, boolean full, String entity, List<Dialog> dialogs) {
  private static final int MOST = 64;
  private static final int LONGEST = 256 * 1024;

  /** Copies the list. */
  public DialogInfo {
    dialogs = List.copyOf(dialogs);
  }

  /**
   * One dialog of the watched phone.
   *
   * @param id names it in later documents
   * @param callId Call-ID, "" if not told; the tags likewise
   * @param localTag the watched phone's tag
   * @param remoteTag the other side's tag
   * @param incoming whether the watched phone is the one called
   * @param state {@code trying proceeding early confirmed terminated}
   * @param held whether the watched phone does not render (RFC 4235 4.1.6.2)
   * @param remote who is at the other end, "" if not told
   * @param remoteName the name of that, "" if not told
   */
  public record Dialog(
      String id,
      String callId,
      String localTag,
      String remoteTag,
      boolean incoming,
      String state,
      boolean held,
      String remote,
      String remoteName) {
    /** No dialog. */
    public static final Dialog NONE =
        new Dialog("", "", "", "", false, "terminated", false, "", "");

    /** {@return whether it can be named in a Replaces header} */
    public boolean named() {
      return !callId.isEmpty() && !localTag.isEmpty() && !remoteTag.isEmpty();
    }

    /** {@return whether it rings at the watched phone} */
    public boolean rings() {
      // Some servers leave the direction out; then an early dialog counts as a call that comes.
      return state.equals("early") || state.equals("proceeding") && incoming;
    }

    boolean over() {
      return state.equals("terminated");
    }
  }

  /** {@return what the text says, or empty if it is no such document} */
  public static Optional<DialogInfo> read(String text) {
    int root = text.indexOf("<dialog-info");
    if (root < 0 || text.length() > LONGEST) {
      return Optional.empty();
    }
    // From the root on: some servers write prologs no parser takes.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text.substring(root)));
      xml.nextTag();
      long version = number(value(xml, "version"));
      boolean full = !value(xml, "state").equalsIgnoreCase("partial");
      String entity = value(xml, "entity");
      List<Dialog> dialogs = new ArrayList<>();
      int depth = 1;
      while (depth > 0 && dialogs.size() < MOST) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          if (local(xml).equals("dialog")) {
            dialogs.add(dialog(xml));
          } else {
            depth++;
          }
        } else if (event == XMLStreamConstants.END_ELEMENT
            || event == XMLStreamConstants.END_DOCUMENT) {
          depth--;
        }
      }
      return Optional.of(new DialogInfo(version, full, entity, dialogs));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  /** Reads one dialog element; stands at its end afterwards. */
  private static Dialog dialog(XMLStreamReader xml) throws XMLStreamException {
    String id = value(xml, "id");
    String callId = value(xml, "call-id");
    String localTag = value(xml, "local-tag");
    String remoteTag = value(xml, "remote-tag");
    boolean incoming = value(xml, "direction").equalsIgnoreCase("recipient");
    String state = "";
    boolean held = false;
    String remote = "";
    String remoteName = "";
    String side = "";
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
        if (depth == 1) {
          side = "";
        }
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        switch (local(xml)) {
          case "local", "remote" -> side = local(xml);
          case "state" -> {
            state = xml.getElementText().strip().toLowerCase(Locale.ROOT);
            depth--;
          }
          case "param" ->
              held |=
                  side.equals("local")
                      && value(xml, "pname").equals("+sip.rendering")
                      && value(xml, "pvalue").equals("no");
          case "identity" -> {
            String name = value(xml, "display");
            String address = xml.getElementText().strip();
            depth--;
            if (side.equals("remote")) {
              remote = address;
              remoteName = name;
            }
          }
          default -> {
            // route sets, durations and what else there may be
          }
        }
      }
    }
    return new Dialog(id, callId, localTag, remoteTag, incoming, state, held, remote, remoteName);
  }

  private static String local(XMLStreamReader xml) {
    String name = xml.getLocalName();
    return name.substring(name.indexOf(':') + 1);
  }

  private static String value(XMLStreamReader xml, String name) {
    @Nullable String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value.strip();
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : -1;
  }
}
