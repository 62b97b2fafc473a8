package org.trucephone.provisioning.format.xml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as read.
 *
 * @param root outermost element; null when there is none
 * @param recoveries damage that was read over, in file order
 * @param cutOff whether the text ends before the document does
 */
public record XmlDocument(@Nullable XmlElement root, List<Recovery> recoveries, boolean cutOff) {

  /**
   * Damage that was read over.
   *
   * @param line where, 1…
   * @param text one sentence: what it is and how it was read
   */
  public record Recovery(int line, String text) {}

  /** Copies the list. */
  public XmlDocument {
    recoveries = List.copyOf(recoveries);
  }
}
