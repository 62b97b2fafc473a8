package org.trucephone.tests.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.display.PanelGeometry;
import org.trucephone.hal.display.St7789Driver;

/**
 * What a picture costs on a 320×240 display: bytes on the wire, the driver's processor time, and
 * how long SPI at 40 MHz takes for them.
 */
public final class Flush {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final double SPI_HZ = 40e6;
  private static final int WARM = 300;
  private static final int MEASURED = 301;

  private Flush() {}

  /** A wire that counts. */
  private static final class Counter implements SpiDevice {
    long bytes;
    long transfers;

    @Override
    public void write(byte[] data, int offset, int length) {
      bytes += length;
      transfers++;
    }

    @Override
    public void writeThenRead(byte[] command, byte[] read) {
      bytes += command.length + read.length;
      transfers++;
    }
  }

  /** Changes some of a picture, differently each time. */
  private interface Change {
    void to(Framebuffer picture, int turn);
  }

  /** Measures and prints. */
  public static void main(String[] arguments) throws BusException {
    System.out.printf(
        Locale.ROOT,
        "%-34s %9s %9s %12s %12s%n",
        "320×240, ST7789",
        "bytes",
        "transfers",
        "processor µs",
        "40 MHz SPI µs");
    row("every pixel changed", (picture, turn) -> Arrays.fill(picture.pixels(), (short) turn));
    row("a screen of text came", Flush::text);
    row("one row of text (320×16)", (picture, turn) -> box(picture, 0, 96, 320, 16, turn));
    row("the clock (40×16)", (picture, turn) -> box(picture, 276, 2, 40, 16, turn));
    row("nothing changed", (_, _) -> {});
  }

  /** Ten rows of something like letters. */
  private static void text(Framebuffer picture, int turn) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean ink = y % 24 > 4 && y % 24 < 20 && (x / 2 * 31 + y / 24 * 17 + turn * 7) % 5 == 0;
        picture.pixels()[y * WIDTH + x] = (short) (ink ? 0xffff : 0x0841);
      }
    }
  }

  private static void box(Framebuffer picture, int x, int y, int width, int height, int turn) {
    for (int row = y; row < y + height; row++) {
      int from = row * WIDTH + x;
      Arrays.fill(picture.pixels(), from, from + width, (short) turn);
    }
  }

  private static void row(String what, Change change) throws BusException {
    Counter wire = new Counter();
    PanelGeometry panel = new PanelGeometry(WIDTH, HEIGHT, 90);
    St7789Driver display = new St7789Driver(wire, _ -> {}, null, null, panel, false, _ -> {});
    display.reset();
    Framebuffer picture = new Framebuffer(WIDTH, HEIGHT);
    display.flush(picture);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] nanos = new long[MEASURED];
    for (int turn = 1; turn <= WARM + MEASURED; turn++) {
      change.to(picture, turn);
      wire.bytes = 0;
      wire.transfers = 0;
      long start = threads.getCurrentThreadCpuTime();
      display.flush(picture);
      long took = threads.getCurrentThreadCpuTime() - start;
      if (turn > WARM) {
        nanos[turn - WARM - 1] = took;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-34s %9d %9d %12.0f %12.0f%n",
        what,
        wire.bytes,
        wire.transfers,
        nanos[MEASURED / 2] / 1e3,
        wire.bytes * 8 / SPI_HZ * 1e6);
  }
}
