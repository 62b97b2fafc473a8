package org.trucephone.firmware.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.provisioning.settings.Origins;
import org.trucephone.provisioning.settings.Origins.Origin;
import org.trucephone.provisioning.settings.Settings;

/**
 * One file to send to whoever helps: state, settings without secrets, findings, log, signalling.
 */
final class ProblemReport {
  private ProblemReport() {}

  static byte[] of(Administered phone, List<String> log, String metrics) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      add(zip, "state.txt", state(phone.view()));
      add(zip, "metrics.txt", metrics);
      Settings settings = phone.settings();
      StringBuilder table = new StringBuilder();
      if (settings != null) {
        for (Origin line : Origins.of(settings)) {
          table.append(line.name()).append(" = ").append(line.value());
          table.append("   [").append(line.place()).append("] ").append(line.rule()).append('\n');
        }
      }
      add(zip, "settings.txt", table.toString());
      StringBuilder findings = new StringBuilder();
      phone.findings().forEach(f -> findings.append(f).append('\n'));
      add(zip, "findings.txt", findings.toString());
      add(zip, "log.txt", String.join("\n", log));
      add(zip, "signalling.txt", String.join("\n", phone.trace()));
      zip.putNextEntry(new ZipEntry("screen.png"));
      zip.write(phone.screen());
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static String state(PhoneView view) {
    StringBuilder out = new StringBuilder();
    out.append("phase ").append(view.phase()).append(' ').append(view.phaseText()).append('\n');
    out.append("version ").append(view.device().version()).append('\n');
    out.append("mac ").append(view.device().mac()).append('\n');
    out.append("address ").append(view.device().address()).append('\n');
    view.lines().forEach(line -> out.append(line).append('\n'));
    view.calls().forEach(call -> out.append(call).append('\n'));
    view.faults().forEach(fault -> out.append("trouble ").append(fault).append('\n'));
    out.append(view.provisioning()).append('\n');
    return out.toString();
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
