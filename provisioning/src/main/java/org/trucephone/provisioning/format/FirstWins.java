package org.trucephone.provisioning.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.LineKey;

/** What earlier files leave a later one to set, where the first file wins. For one merge. */
final class FirstWins {
  private record Place(Field<?> field, int index) {}

  private final Set<Place> taken = new HashSet<>();
  private final Set<Integer> positions = new HashSet<>();

  /** {@return the file's assignments of places no earlier file has set} */
  List<Assignment<?>> left(ParsedFile file) {
    List<Assignment<?>> left = new ArrayList<>();
    for (Assignment<?> a : file.assignments()) {
      if (!taken.contains(new Place(a.field(), a.index()))) {
        left.add(ruled(a));
      }
    }
    left.forEach(a -> taken.add(new Place(a.field(), a.index())));
    return left;
  }

  private static <T> Assignment<T> ruled(Assignment<T> a) {
    return a.provenance().rule().isEmpty()
        ? new Assignment<>(
            a.field(),
            a.index(),
            a.value(),
            a.provenance().withRule("the first file wins that sets it"))
        : a;
  }

  /** {@return the file's keys of positions no earlier file has filled} */
  List<LineKey> keysLeft(ParsedFile file) {
    List<LineKey> left = file.keys().stream().filter(k -> !positions.contains(k.index())).toList();
    left.forEach(k -> positions.add(k.index()));
    return left;
  }
}
