package org.trucephone.tests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.trucephone.tests.harness.Baresip;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Sweep;
import org.trucephone.tests.lab.Lab;
import org.trucephone.tests.lab.LabOptions;

/** Start-up times, memory and threads of the phone, beside a baresip at the same lab. */
public final class Startup {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PACKETS = 250;

  /** Half a minute of a call. */
  private static final int HALF_A_MINUTE = 1500;

  private Startup() {}

  /** Measures once and prints; the folder given is for data and logs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("startup");
    Path tone = folder.resolve("tone.wav");
    Sweep.write(tone, 8000, 120);
    try (Lab lab = Lab.start(LabOptions.standard())) {
      long[] phone = phone(lab, folder, tone);
      long[] baresip = baresip(lab, folder, tone);
      row("process start to page", "ms", phone[0], -1);
      row("process start to registered", "ms", phone[1], baresip[1]);
      row("RSS idle", "kB", phone[2], baresip[2]);
      row("RSS in a call", "kB", phone[3], baresip[3]);
      row("threads in a call", "", phone[4], baresip[4]);
      row("processor time so far", "ms", phone[5], baresip[5]);
      row("heap in use in a call", "kB", phone[6], -1);
      row("processor, 30 s of the call", "ms", phone[7], baresip[6]);
      row("the next 30 s", "ms", phone[8], baresip[7]);
    }
  }

  private static void row(String what, String unit, long truce, long baresip) {
    String beside =
        baresip < 0
            ? ""
            : String.format(
                Locale.ROOT,
                "   baresip %7d %-2s   ratio %.1f",
                baresip,
                unit,
                (double) truce / Math.max(1, baresip));
    System.out.printf(Locale.ROOT, "%-28s truce %7d %-2s%s%n", what, truce, unit, beside);
  }

  private static long[] phone(Lab lab, Path folder, Path tone)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (PhoneProcess phone =
        PhoneProcess.start(
            folder,
            "--server",
            lab.tftpUrl(),
            "--mac",
            lab.options().mac(),
            "--codecs",
            "PCMU",
            "--mic",
            tone.toString())) {
      HandsetClient panel = phone.panel();
      long page = millisSince(start);
      lab.awaitRegistered("1001", true, LIMIT);
      long registered = millisSince(start);
      panel.awaitReady(LIMIT);
      long idle = phone.child().status("VmRSS");
      panel.dial("600");
      panel.await("packets come", LIMIT, s -> panel.rtp("received") >= PACKETS);
      long inCall = phone.child().status("VmRSS");
      long threads = phone.child().status("Threads");
      long heap = heap(phone.child().pid());
      long cpu = phone.child().cpuMillis();
      panel.await("packets", LIMIT, s -> panel.rtp("received") >= PACKETS + HALF_A_MINUTE);
      long voice = phone.child().cpuMillis();
      panel.await("packets", LIMIT, s -> panel.rtp("received") >= PACKETS + 2 * HALF_A_MINUTE);
      long later = phone.child().cpuMillis();
      return new long[] {
        page, registered, idle, inCall, threads, cpu, heap, voice - cpu, later - voice
      };
    }
  }

  private static long[] baresip(Lab lab, Path folder, Path tone) throws IOException {
    long start = System.nanoTime();
    try (Baresip baresip =
        Baresip.start(folder.resolve("baresip"), "1002", lab.sipPort(), "PCMU", tone)) {
      lab.awaitRegistered("1002", true, LIMIT);
      long registered = millisSince(start);
      long idle = baresip.child().status("VmRSS");
      baresip.dial("600");
      baresip.await("CALL_ESTABLISHED");
      var call = lab.awaitCall(c -> c.fromPhone(), LIMIT);
      call.awaitReceived(PACKETS, LIMIT);
      long inCall = baresip.child().status("VmRSS");
      long threads = baresip.child().status("Threads");
      long cpu = baresip.child().cpuMillis();
      call.awaitReceived(PACKETS + HALF_A_MINUTE, LIMIT);
      long voice = baresip.child().cpuMillis();
      call.awaitReceived(PACKETS + 2 * HALF_A_MINUTE, LIMIT);
      long later = baresip.child().cpuMillis();
      return new long[] {-1, registered, idle, inCall, threads, cpu, voice - cpu, later - voice};
    }
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Heap in use by jcmd, kB; -1 when it cannot be asked. */
  private static long heap(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home", ""), "bin", "jcmd");
    Process process =
        new ProcessBuilder(List.of(jcmd.toString(), "" + pid, "GC.heap_info"))
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    long used = 0;
    for (String line : text.lines().toList()) {
      if (line.matches(".*(DefNew|Tenured|generation).* used [0-9]+K.*")) {
        used += Long.parseLong(line.replaceFirst(".* used ([0-9]+)K.*", "$1"));
      }
    }
    return used == 0 ? -1 : used;
  }
}
