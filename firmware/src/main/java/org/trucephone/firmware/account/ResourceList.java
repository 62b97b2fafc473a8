package org.trucephone.firmware.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a NOTIFY about many at once says (RFC 4662): a list of resources, and a body for each that
 * changed. Pure; never throws on bad text.
 *
 * @param uri whom the body is about
 * @param state of that resource's subscription, such as {@code active} or {@code terminated}
 * @param body the document, "" if there is none
 */
public record ResourceList(String uri, String state, String body) {
  private static final int MOST = 500;
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)boundary\\s*=\\s*(?:\"([^\"]+)\"|([^;\\s]+))");
  private static final Pattern HEADERS_END = Pattern.compile("\\r?\\n\\r?\\n");
  private static final Pattern CONTENT_ID =
      Pattern.compile("(?im)^content-id\\s*:\\s*<?([^>\\s]+)>?");
  private static final Pattern CONTENT_TYPE = Pattern.compile("(?im)^content-type\\s*:\\s*(\\S+)");
  private static final Pattern RESOURCE =
      Pattern.compile("<(?:\\w+:)?resource\\b([^>]*)>(.*?)</(?:\\w+:)?resource>", Pattern.DOTALL);
  private static final Pattern INSTANCE = Pattern.compile("<(?:\\w+:)?instance\\b([^>]*)>");

  /** {@return whether a body of this type is one} */
  public static boolean is(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/related");
  }

  /** {@return the resources told of; empty if the text is no such body} */
  public static List<ResourceList> read(String contentType, String body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      return List.of();
    }
    String mark = "--" + (boundary.group(1) != null ? boundary.group(1) : boundary.group(2));
    Map<String, String> parts = new HashMap<>();
    String list = "";
    for (String part : ("\n" + body).split("\\r?\\n" + Pattern.quote(mark), MOST + 3)) {
      Matcher end = HEADERS_END.matcher(part);
      if (!end.find()) {
        continue;
      }
      String headers = part.substring(0, end.start());
      Matcher type = CONTENT_TYPE.matcher(headers);
      Matcher id = CONTENT_ID.matcher(headers);
      String text = part.substring(end.end());
      if (type.find() && type.group(1).toLowerCase(Locale.ROOT).contains("rlmi+xml")) {
        list = text;
      } else if (id.find()) {
        parts.put(id.group(1), text);
      }
    }
    List<ResourceList> resources = new ArrayList<>();
    Matcher resource = RESOURCE.matcher(list);
    while (resource.find() && resources.size() < MOST) {
      Matcher instance = INSTANCE.matcher(resource.group(2));
      if (instance.find()) {
        String told = instance.group(1);
        resources.add(
            new ResourceList(
                attribute(resource.group(1), "uri"),
                attribute(told, "state"),
                parts.getOrDefault(attribute(told, "cid"), "")));
      }
    }
    return resources;
  }

  private static String attribute(String text, String name) {
    Matcher m = Pattern.compile("\\b" + name + "\\s*=\\s*[\"']([^\"']*)[\"']").matcher(text);
    return m.find() ? m.group(1) : "";
  }
}
