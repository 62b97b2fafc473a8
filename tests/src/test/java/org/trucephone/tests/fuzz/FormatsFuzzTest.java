package org.trucephone.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.tests.harness.VendorTrees;

/**
 * Damaged files of every make: cut, doubled, spliced with another make's, octets turned over. No
 * parser throws, none takes longer than two seconds of the processor. {@code -Dfuzz.seconds=300} is
 * the long run.
 */
@Tag("fuzz")
class FormatsFuzzTest {
  private static final long NANOS = Long.getLong("fuzz.seconds", 3) * 1_000_000_000L;
  private static final long SLOW_NANOS = 2_000_000_000L;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final ParseContext CONTEXT = new ParseContext("", "001122334455");

  @ParameterizedTest
  @MethodSource("org.trucephone.tests.harness.VendorTrees#names")
  void noDamageThrows(String vendor) {
    List<Map.Entry<String, byte[]>> seeds = new ArrayList<>();
    for (String name : VendorTrees.names()) {
      VendorTrees.of(name, 5060)
          .forEach(
              (file, text) -> seeds.add(Map.entry(file, text.getBytes(StandardCharsets.UTF_8))));
    }
    List<Map.Entry<String, byte[]>> own = new ArrayList<>();
    VendorTrees.of(vendor, 5060)
        .forEach((file, text) -> own.add(Map.entry(file, text.getBytes(StandardCharsets.UTF_8))));
    Random random = new Random(vendor.hashCode());
    long end = System.nanoTime() + NANOS;
    long runs = 0;
    long slowest = 0;
    while (System.nanoTime() < end) {
      Map.Entry<String, byte[]> seed = own.get(random.nextInt(own.size()));
      ConfigFormat format = Formats.recognise(seed.getKey(), seed.getValue()).orElseThrow();
      byte[] damaged = damage(seed.getValue(), seeds, random);
      long began = CPU.getCurrentThreadCpuTime();
      ParsedFile file = format.parse(seed.getKey(), damaged, CONTEXT);
      file.settings();
      format.includes(damaged, CONTEXT);
      Formats.merge(List.of(file, Formats.parse(seed.getKey(), damaged, CONTEXT)));
      slowest = Math.max(slowest, CPU.getCurrentThreadCpuTime() - began);
      runs++;
    }
    System.out.printf(
        "figure: %s: %d damaged files, slowest %d ms%n", vendor, runs, slowest / 1_000_000);
    assertTrue(slowest < SLOW_NANOS, vendor + " took " + slowest / 1_000_000 + " ms");
  }

  private static byte[] damage(byte[] whole, List<Map.Entry<String, byte[]>> seeds, Random random) {
    byte[] b = whole.clone();
    for (int n = 1 + random.nextInt(6); n > 0 && b.length > 0; n--) {
      int at = random.nextInt(b.length);
      switch (random.nextInt(7)) {
        case 0 -> b[at] = (byte) random.nextInt(256);
        case 1 -> b = Arrays.copyOf(b, at);
        case 2 -> b = splice(b, at, b, random);
        case 3 -> b = splice(b, at, seeds.get(random.nextInt(seeds.size())).getValue(), random);
        case 4 -> b[at] = (byte) "<>\"'=&;#:![]$%\n\0".charAt(random.nextInt(17) % 16);
        case 5 -> {
          byte[] many = new byte[random.nextInt(4000)];
          Arrays.fill(many, b[at]);
          b = splice(b, at, many, random);
        }
        default ->
            b = splice(b, at, "99999999999999999999".getBytes(StandardCharsets.US_ASCII), random);
      }
    }
    return b;
  }

  private static byte[] splice(byte[] into, int at, byte[] from, Random random) {
    int start = from.length == 0 ? 0 : random.nextInt(from.length);
    int length = from.length == 0 ? 0 : random.nextInt(from.length - start + 1);
    byte[] out = new byte[into.length + length];
    System.arraycopy(into, 0, out, 0, at);
    System.arraycopy(from, start, out, at, length);
    System.arraycopy(into, at, out, at + length, into.length - at);
    return out;
  }
}
