package org.trucephone.firmware.media.codec;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The codecs of this build, best first. A new one is a line here. */
public final class Codecs {
  private record Entry(String name, Supplier<AudioCodec> make) {}

  private static final List<Entry> OURS =
      List.of(
          new Entry("G722", G722::new),
          new Entry("PCMA", () -> new G711(true)),
          new Entry("PCMU", () -> new G711(false)));

  private static final List<Entry> ALL =
      Stream.concat(
              OpusLibrary.present() ? Stream.of(new Entry("OPUS", Opus::new)) : Stream.empty(),
              Stream.concat(
                  OURS.stream(),
                  G729Library.present() ? Stream.of(new Entry("G729", G729::new)) : Stream.empty()))
          .toList();

  private Codecs() {}

  /** {@return encoding names, best first} */
  public static List<String> names() {
    return ALL.stream().map(Entry::name).toList();
  }

  /** {@return a sentence for each codec whose library is not on this machine} */
  public static List<String> missing() {
    return OpusLibrary.present() ? List.of() : List.of(Opus.MISSING);
  }

  /** {@return a new codec of that encoding name} */
  public static Optional<AudioCodec> create(String name) {
    return ALL.stream()
        .filter(e -> e.name.equalsIgnoreCase(name))
        .findFirst()
        .map(e -> e.make.get());
  }
}
