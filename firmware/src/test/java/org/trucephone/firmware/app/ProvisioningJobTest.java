package org.trucephone.firmware.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.firmware.phone.PhoneEvent;
import org.trucephone.provisioning.Provisioner;
import org.trucephone.provisioning.RetrySchedule;
import org.trucephone.provisioning.http.HttpFileServer;

class ProvisioningJobTest {
  @TempDir Path data;

  @Test
  void anotherNetworkEndsTheWaitForTheNextAttempt() throws Exception {
    Map<String, byte[]> files = new ConcurrentHashMap<>();
    BlockingQueue<PhoneEvent> events = new LinkedBlockingQueue<>();
    Random random = new Random(7);
    RetrySchedule seldom = new RetrySchedule(Duration.ofHours(1), Duration.ofHours(2), random);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var server = HttpFileServer.start(any, files::get, null, _ -> {});
        var provisioner = new Provisioner()) {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/");
      Sources sources = new Sources(uri, "025452554345", "truce", data, random);
      ProvisioningJob job = new ProvisioningJob(provisioner, sources, seldom, random, events::add);
      Thread thread = job.start();
      await(events, PhoneEvent.NotConfigured.class);
      files.put(
          "truce-025452554345.toml",
          "[line.1]\nuser = \"1001\"\nregistrar = \"127.0.0.1\"\n".getBytes(UTF_8));
      job.networkChanged();
      await(events, PhoneEvent.Configured.class);
      thread.interrupt();
      thread.join();
    }
  }

  private static void await(BlockingQueue<PhoneEvent> events, Class<?> wanted)
      throws InterruptedException {
    PhoneEvent event;
    do {
      event = events.poll(20, TimeUnit.SECONDS);
      assertNotNull(event, "no " + wanted.getSimpleName());
    } while (!wanted.isInstance(event));
  }

  @Test
  void pollsAreSpreadOverHalfTheIntervalAndNeverInStep() {
    Random random = new Random(7);
    Set<Long> waits = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      Duration wait = ProvisioningJob.spread(Duration.ofHours(1), random);
      assertTrue(wait.toMinutes() >= 45 && wait.toMinutes() <= 75, wait.toString());
      waits.add(wait.toSeconds());
    }
    assertTrue(waits.size() > 150, "200 phones share " + waits.size() + " moments");
    assertTrue(waits.stream().mapToLong(w -> w).max().orElse(0) > 70 * 60);
    assertTrue(waits.stream().mapToLong(w -> w).min().orElse(0) < 50 * 60);
  }
}
