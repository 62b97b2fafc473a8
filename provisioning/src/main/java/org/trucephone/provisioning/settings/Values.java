package org.trucephone.provisioning.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Assignments in order, the last one of a field standing. Built once, then only read. */
record Values(Map<Place, Setting<?>> settings, SortedSet<Integer> accounts) {

  private static final Map<Field<?>, Field<?>> SHARED =
      Map.of(
          Field.TRANSPORT, Field.ALL_TRANSPORT,
          Field.OUTBOUND_PROXY, Field.ALL_OUTBOUND_PROXY,
          Field.BACKUP, Field.ALL_BACKUP,
          Field.REGISTERS, Field.REGISTER_ALL,
          Field.DIALECT, Field.ALL_DIALECT);

  /** A field of one account, or of the phone (0). */
  record Place(Field<?> field, int index) {}

  static Values of(List<Assignment<?>> assignments) {
    Map<Place, Setting<?>> settings = new HashMap<>();
    SortedSet<Integer> accounts = new TreeSet<>();
    for (Assignment<?> a : assignments) {
      Provenance from = a.provenance();
      Setting<?> before = settings.get(new Place(a.field(), a.index()));
      if (before != null && from.rule().isEmpty()) {
        from = from.withRule("the later statement wins over " + before.provenance().place());
      }
      settings.put(new Place(a.field(), a.index()), new Setting<>(a.value(), from));
      if (a.index() > 0 && a.value() != null) {
        accounts.add(a.index());
      }
    }
    return new Values(settings, accounts);
  }

  /** {@return the values with what holds for all lines put where account {@code n} is silent} */
  Values withShared(int n) {
    Map<Place, Setting<?>> all = new HashMap<>(settings);
    SHARED.forEach((own, shared) -> {
      Setting<?> common = settings.get(new Place(shared, 0));
      if (common != null) {
        all.putIfAbsent(new Place(own, n), common);
      }
    });
    return new Values(all, accounts);
  }

  /** Fields carry their type: what was assigned to a {@code Field<T>} is a {@code T}. */
  @SuppressWarnings("unchecked")
  <T> @Nullable Setting<T> of(Field<T> field, int index) {
    return (Setting<T>) settings.get(new Place(field, index));
  }

  <T> @Nullable Setting<T> of(Field<T> field) {
    return of(field, 0);
  }
}
