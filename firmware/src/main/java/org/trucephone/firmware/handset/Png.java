package org.trucephone.firmware.handset;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.trucephone.hal.display.Framebuffer;

/** A framebuffer as a PNG: 8-bit RGB, no interlace (ISO/IEC 15948). */
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private Png() {}

  /** {@return the file} */
  public static byte[] encode(Framebuffer picture) {
    int w = picture.width();
    int h = picture.height();
    byte[] rows = new byte[h * (1 + 3 * w)];
    int p = 0;
    for (int y = 0; y < h; y++) {
      rows[p++] = 0; // no filter
      for (int x = 0; x < w; x++) {
        int pixel = picture.pixels()[y * w + x] & 0xffff;
        rows[p++] = (byte) ((pixel >> 11) * 255 / 31);
        rows[p++] = (byte) ((pixel >> 5 & 63) * 255 / 63);
        rows[p++] = (byte) ((pixel & 31) * 255 / 31);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(16384);
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(w).putInt(h);
    header.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
    chunk(out, "IHDR", header.array(), 13);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    deflater.setInput(rows);
    deflater.finish();
    byte[] packed = new byte[rows.length + 1024];
    int length = deflater.deflate(packed);
    deflater.end();
    chunk(out, "IDAT", packed, length);
    chunk(out, "IEND", new byte[0], 0);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data, int length) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(name);
    out.write(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
