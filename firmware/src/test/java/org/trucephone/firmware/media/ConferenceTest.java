package org.trucephone.firmware.media;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.audio.PcmDevice;

/** Three engines over loopback, one of which joins the other two. */
class ConferenceTest {
  private static final int OURS = 500;
  private static final int ANNAS = 700;
  private static final int CAROLS = 1100;

  /** Hums one tone, and remembers the last second heard. */
  private static final class Person implements PcmDevice {
    private final int hz;
    private final short[] heard = new short[16000];
    private int captured;
    private int played;

    Person(int hz) {
      this.hz = hz;
    }

    @Override
    public int rateHz() {
      return 16000;
    }

    @Override
    public boolean read(short[] out) {
      for (int i = 0; i < out.length; i++, captured++) {
        out[i] = (short) (6000 * Math.sin(2 * Math.PI * hz * captured / 16000));
      }
      return true;
    }

    @Override
    public void write(short[] in) {
      for (short sample : in) {
        heard[played++ % heard.length] = sample;
      }
    }

    /** {@return how loud a tone was in the last second, about its amplitude} */
    double hears(double f) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < heard.length; i++) {
        double sample = heard[(played + i) % heard.length];
        re += sample * Math.cos(2 * Math.PI * f * i / 16000);
        im += sample * Math.sin(2 * Math.PI * f * i / 16000);
      }
      return 2 * Math.hypot(re, im) / heard.length;
    }

    @Override
    public int delaySamples() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private final Person we = new Person(OURS);
  private final Person anna = new Person(ANNAS);
  private final Person carol = new Person(CAROLS);
  private MediaEngine ours;
  private MediaEngine annas;
  private MediaEngine carols;

  @BeforeEach
  void connect() throws MediaException {
    ours = new MediaEngine("127.0.0.1", 43000, 43998, we, event -> {});
    annas = new MediaEngine("127.0.0.1", 44000, 44998, anna, event -> {});
    carols = new MediaEngine("127.0.0.1", 45000, 45998, carol, event -> {});
    join(1, annas);
    join(2, carols);
  }

  private void join(int stream, MediaEngine other) throws MediaException {
    int here = ours.open(stream);
    int there = other.open(1);
    ours.apply(stream, plan(there));
    other.apply(1, plan(here));
    other.focus(1);
  }

  private static StreamPlan plan(int port) {
    return new StreamPlan(
        "127.0.0.1",
        port,
        port + 1,
        "PCMU",
        0,
        "",
        Map.of(0, "PCMU"),
        101,
        101,
        20,
        null,
        null,
        null,
        null,
        false,
        true,
        true);
  }

  @AfterEach
  void close() {
    ours.close();
    annas.close();
    carols.close();
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      for (int i = 0; i < 10; i++) {
        ours.tick();
        annas.tick();
        carols.tick();
        LockSupport.parkNanos(200_000); // loopback delivers meanwhile
      }
    }
  }

  @Test
  void eachHearsBothOthersAndNotHimself() {
    ours.conference(List.of(1, 2));
    await(
        "we hear both, and not ourselves",
        () -> we.hears(ANNAS) > 3000 && we.hears(CAROLS) > 3000 && we.hears(OURS) < 300);
    await(
        "Anna hears both, and not herself",
        () -> anna.hears(OURS) > 3000 && anna.hears(CAROLS) > 3000 && anna.hears(ANNAS) < 300);
    await(
        "Carol hears both, and not herself",
        () -> carol.hears(OURS) > 3000 && carol.hears(ANNAS) > 3000 && carol.hears(CAROLS) < 300);
  }

  @Test
  void takenApartOnlyTheFocusedOneIsHeard() {
    ours.conference(List.of(1, 2));
    await("they are joined", () -> anna.hears(CAROLS) > 3000);
    ours.focus(1);
    ours.conference(List.of());
    await(
        "Anna and we hear each other alone",
        () ->
            anna.hears(OURS) > 3000
                && anna.hears(CAROLS) < 300
                && we.hears(ANNAS) > 3000
                && we.hears(CAROLS) < 300
                && carol.hears(ANNAS) < 300);
  }
}
