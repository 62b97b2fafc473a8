package org.trucephone.tests.voice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.trucephone.firmware.media.codec.Codecs;
import org.trucephone.firmware.media.jitter.JitterBuffer;
import org.trucephone.firmware.media.rtp.RtpHeader;

/**
 * The voice bench without sockets and clock: the bench's frames through the bench's impairment
 * table into the phone's jitter buffer, a minute of speech in under a second.
 *
 * <p>Reads one job a line: {@code FRAMES TABLE CODEC OUT.wav PPM}, where FRAMES is a file of the
 * bench's sender, TABLE the output of its {@code impair.py} and PPM the error of the sound card's
 * clock. Writes the sound heard, and one line of counters a job.
 */
public final class VoiceLoop {
  private static final int PACKET_MS = 20;
  private static final int FIRST_SEQUENCE = 1000;
  private static final int FIRST_TIMESTAMP = 160_000;
  private static final int SSRC = 0x1234abcd;
  private static final int PERIOD = 160;

  private VoiceLoop() {}

  private record Packet(byte[] bytes, double arrivesMs) {}

  /** Runs the jobs of standard input. */
  public static void main(String[] args) throws IOException {
    BufferedReader jobs =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
      String[] job = line.trim().split(" +");
      System.out.println(
          run(
              Path.of(job[0]),
              Path.of(job[1]),
              job[2],
              Path.of(job[3]),
              Double.parseDouble(job[4])));
    }
  }

  private static String run(Path frames, Path table, String codec, Path out, double ppm)
      throws IOException {
    List<byte[]> speech = frames(frames);
    List<Packet> packets = arrivals(speech, Files.readAllLines(table), codec);
    JitterBuffer buffer = new JitterBuffer();
    buffer.codec(type(codec), Codecs.create(codec).orElseThrow());
    int periods = speech.size() * 2 + 50;
    ByteBuffer wav = header(periods * PERIOD);
    short[] ear = new short[PERIOD];
    int next = 0;
    long started = System.nanoTime();
    for (int p = 0; p < periods; p++) {
      double now = p * 10 / (1 + ppm * 1e-6);
      while (next < packets.size() && packets.get(next).arrivesMs <= now) {
        Packet packet = packets.get(next++);
        buffer.insert(packet.bytes, 0, packet.bytes.length, (long) (packet.arrivesMs * 1e6));
      }
      if (!buffer.pull(ear)) {
        java.util.Arrays.fill(ear, (short) 0);
      }
      for (short sample : ear) {
        wav.putShort(sample);
      }
    }
    long micros = (System.nanoTime() - started) / 1000;
    Files.write(out, wav.array());
    return String.format(
        java.util.Locale.ROOT,
        "{\"concealed_ms\":%d,\"inserted_ms\":%d,\"removed_ms\":%d,\"late\":%d,\"target_ms\":%d,"
            + "\"us_per_period\":%.1f}",
        buffer.concealedSamples() / 16,
        buffer.insertedSamples() / 16,
        buffer.removedSamples() / 16,
        buffer.late(),
        buffer.targetMs(),
        (double) micros / periods);
  }

  private static int type(String codec) {
    return switch (codec) {
      case "PCMU" -> 0;
      case "PCMA" -> 8;
      case "G722" -> 9;
      default -> 96;
    };
  }

  private static List<byte[]> frames(Path file) throws IOException {
    ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file));
    List<byte[]> frames = new ArrayList<>();
    while (b.remaining() >= 2) {
      byte[] frame = new byte[b.getShort() & 0xffff];
      b.get(frame);
      frames.add(frame);
    }
    return frames;
  }

  /** Each packet's way: dropped, delayed, doubled, in order where the table says so. */
  private static List<Packet> arrivals(List<byte[]> frames, List<String> table, String codec) {
    boolean fifo = table.get(0).contains("fifo=1");
    int ticks = PACKET_MS * (codec.equals("OPUS") ? 48 : 8);
    List<Packet> packets = new ArrayList<>();
    double before = 0;
    for (int k = 0; k < frames.size(); k++) {
      String[] cells = table.get(k + 1).split(",");
      if (cells[1].equals("1")) {
        continue;
      }
      double at = k * PACKET_MS + Double.parseDouble(cells[2]);
      at = fifo ? Math.max(before, at) : at;
      before = at;
      byte[] frame = frames.get(k);
      byte[] b = new byte[RtpHeader.LENGTH + frame.length];
      RtpHeader.write(
          b,
          0,
          k == 0,
          type(codec),
          FIRST_SEQUENCE + k & 0xffff,
          FIRST_TIMESTAMP + k * ticks,
          SSRC);
      System.arraycopy(frame, 0, b, RtpHeader.LENGTH, frame.length);
      packets.add(new Packet(b, at));
      if (cells[3].equals("1")) {
        packets.add(new Packet(b, at));
      }
    }
    packets.sort(Comparator.comparingDouble(Packet::arrivesMs));
    return packets;
  }

  private static ByteBuffer header(int samples) {
    ByteBuffer b = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    b.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
    b.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    b.putShort((short) 1).putShort((short) 1).putInt(16000).putInt(32000);
    b.putShort((short) 2).putShort((short) 16);
    b.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
    return b;
  }
}
