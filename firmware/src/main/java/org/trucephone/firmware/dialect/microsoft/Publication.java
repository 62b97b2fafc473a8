package org.trucephone.firmware.dialect.microsoft;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.firmware.dialect.Dialect.Doing;
import org.trucephone.firmware.dialect.Dialect.Saying;
import org.trucephone.firmware.sip.XmlTree;

/** What others see of the user, published by SERVICE (MS-PRES 3.4.4). */
final class Publication {
  static final String TYPE = "application/msrtc-category-publish+xml";

  private static final String SCHEMAS = "http://schemas.microsoft.com/2006/09/sip/";
  private static final int AVAILABLE = 3500;
  private static final int BUSY = 6500;
  private static final int DO_NOT_DISTURB = 9500;

  /** Containers of colleagues and of the company: who sees it. */
  private static final int[] SEEN_BY = {2, 3};

  private static final long USER_STATE = 0x20000000L;
  private static final long MACHINE_STATE = 0x30000000L;
  private static final long PHONE_STATE = 0x80000000L;
  private static final Pattern PUBLICATION = Pattern.compile("<publication [^>]*>");

  private Publication() {}

  /**
   * {@return the request that publishes}
   *
   * @param device also tells of the device itself
   */
  static Saying of(Endpoint endpoint, String address, Doing now, boolean device) {
    long number = Long.parseLong(endpoint.epid().substring(0, 8), 16);
    StringBuilder out = new StringBuilder();
    if (device) {
      out.append(publication("device", number, 2, "endpoint"))
          .append("<device xmlns=\"" + SCHEMAS + "device\" endpointId=\"")
          .append(endpoint.id())
          .append("\"><capabilities preferred=\"false\" uri=\"")
          .append(XmlTree.escaped(address))
          .append("\"><voice capture=\"true\" render=\"true\" publish=\"false\"/></capabilities>")
          .append("<timezone>00:00:00+00:00</timezone><machineName>Truce</machineName></device>")
          .append("</publication>");
      state(out, number >> 4 | MACHINE_STATE, "endpoint", "machineState", AVAILABLE, "");
    }
    int wish = now == Doing.DO_NOT_DISTURB ? DO_NOT_DISTURB : AVAILABLE;
    state(out, USER_STATE, "static", "userState", wish, "");
    boolean talks = now == Doing.IN_CALL;
    state(
        out,
        number >> 4 | PHONE_STATE,
        "endpoint",
        "phoneState",
        talks ? BUSY : AVAILABLE,
        talks
            ? "<activity token=\"on-the-phone\" minAvailability=\"6500\" maxAvailability=\"8999\"/>"
            : "");
    return new Saying(
        "SERVICE",
        "",
        Map.of(),
        TYPE,
        "<publish xmlns=\""
            + SCHEMAS
            + "rich-presence\"><publications uri=\""
            + XmlTree.escaped(address)
            + "\">"
            + out
            + "</publications></publish>");
  }

  private static void state(
      StringBuilder out, long instance, String life, String type, int availability, String more) {
    for (int container : SEEN_BY) {
      out.append(publication("state", instance, container, life))
          .append("<state xmlns=\"" + SCHEMAS + "state\" manual=\"")
          .append(type.equals("userState"))
          .append("\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"")
          .append(type)
          .append("\"><availability>")
          .append(availability)
          .append("</availability>")
          .append(more)
          .append(type.equals("machineState") ? "<endpointLocation/>" : "")
          .append("</state></publication>");
    }
  }

  private static String publication(String category, long instance, int container, String life) {
    return "<publication categoryName=\""
        + category
        + "\" instance=\""
        + instance
        + "\" container=\""
        + container
        + "\" version=\"0\" expireType=\""
        + life
        + "\">";
  }

  /**
   * {@return the same with the versions the server has (MS-PRES 3.4.5), empty if it names none}
   *
   * @param fault body of the 409
   */
  static Optional<Saying> renewed(Saying said, String fault) {
    Map<Integer, String> versions = new TreeMap<>();
    XmlTree.read(fault)
        .flatMap(tree -> tree.find("details"))
        .ifPresent(details -> {
          for (XmlTree operation : details.all("operation")) {
            String index = operation.attribute("index");
            String version = operation.attribute("curVersion");
            if (index.matches("[0-9]{1,3}") && version.matches("[0-9]{1,9}")) {
              versions.put(Integer.parseInt(index), version);
            }
          }
        });
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    int[] index = {0};
    String body =
        PUBLICATION
            .matcher(said.body())
            .replaceAll(one -> {
              String version = versions.get(++index[0]);
              return Matcher.quoteReplacement(
                  version == null
                      ? one.group()
                      : one.group()
                          .replaceFirst("version=\"[0-9]*\"", "version=\"" + version + "\""));
            });
    return Optional.of(
        new Saying(said.method(), said.target(), said.headers(), said.contentType(), body));
  }
}
