package org.trucephone.provisioning.format.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An element without elements in it, and the way to it.
 *
 * @param line where it stands, 1…
 * @param path names down from below the root, lower case, {@code sip/line[2]/transport}; an element
 *     with an {@code index}, or one of several of a name, carries its number, 1…
 * @param name as written
 * @param value its text
 */
public record XmlLeaf(int line, String path, String name, String value) {
  private static final int DEEPEST = 32;

  /** {@return all leaves of a document in file order} */
  public static List<XmlLeaf> of(XmlElement root) {
    List<XmlLeaf> leaves = new ArrayList<>();
    walk(root, "", leaves, 0);
    return leaves;
  }

  private static void walk(XmlElement parent, String path, List<XmlLeaf> leaves, int depth) {
    Map<String, Integer> seen = new HashMap<>();
    for (XmlElement child : parent.children()) {
      String name = child.name().toLowerCase(Locale.ROOT);
      int nth = seen.merge(name, 1, Integer::sum);
      if (child.isLeaf()) {
        leaves.add(new XmlLeaf(child.line(), path + name, child.name(), child.text()));
        continue;
      }
      String index = child.attribute("index").strip();
      boolean several =
          !child.attributes().isEmpty() && child.attributes().getFirst().name().equals("index")
              || nth > 1;
      String number = index.matches("[0-9]{1,4}") ? index : String.valueOf(nth);
      if (depth < DEEPEST) {
        walk(child, path + name + (several ? "[" + number + "]/" : "/"), leaves, depth + 1);
      }
    }
  }
}
