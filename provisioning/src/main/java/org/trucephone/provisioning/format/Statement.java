package org.trucephone.provisioning.format;

import java.util.List;
import org.trucephone.provisioning.settings.Assignment;

/**
 * One statement of a file and what it came to.
 *
 * @param line where it begins, 1…
 * @param name as the file spells it
 * @param shown its value for people; dots where it is a secret
 * @param outcome what it came to
 * @param effects what it sets; empty unless mapped or approximated
 * @param note why it is ignored or only nearly followed, in words; may be empty
 */
public record Statement(
    int line,
    String name,
    String shown,
    Outcome outcome,
    List<Assignment<?>> effects,
    String note) {}
