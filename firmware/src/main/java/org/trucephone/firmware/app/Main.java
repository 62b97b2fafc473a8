package org.trucephone.firmware.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/**
 * Starts the phone. Exit status: 0 after {@code --exit-after} or a signal, 2 for a command line or
 * board file that cannot be followed, 70 for a defect (the supervisor starts the process again).
 */
public final class Main {
  static final int DEFECT = 70;

  private Main() {}

  /** The command line of {@link Options#USAGE}. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    Options options;
    try {
      options = Options.parse(args);
    } catch (OptionException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    if (options.help()) {
      System.out.print(Options.USAGE);
      return 0;
    }
    try (Handset handset = Handset.start(options)) {
      String page = handset.page();
      System.out.println(page == null ? "The handset is up." : "The handset is at " + page);
      CountDownLatch signal = new CountDownLatch(1);
      Thread hook = new Thread(() -> stopped(handset, signal), "signal");
      Runtime.getRuntime().addShutdownHook(hook);
      if (options.exitAfter() == null) {
        signal.await();
        return 0;
      }
      if (!signal.await(options.exitAfter().toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      return 0;
    } catch (OptionException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      return 0;
    } catch (RuntimeException e) {
      Logger.error(e, "Start-up failed");
      return DEFECT;
    }
  }

  private static void stopped(Handset handset, CountDownLatch signal) {
    handset.close();
    signal.countDown();
  }
}
