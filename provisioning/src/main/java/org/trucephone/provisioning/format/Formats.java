package org.trucephone.provisioning.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.trucephone.provisioning.format.aastra.AastraFormat;
import org.trucephone.provisioning.format.aastra.MitelMnFormat;
import org.trucephone.provisioning.format.alcatel.AlcatelFormat;
import org.trucephone.provisioning.format.alcatel.AlcatelNoeFormat;
import org.trucephone.provisioning.format.avaya.AvayaFormat;
import org.trucephone.provisioning.format.cisco.CnfFormat;
import org.trucephone.provisioning.format.cisco.DialTemplateFormat;
import org.trucephone.provisioning.format.cisco.FlatFormat;
import org.trucephone.provisioning.format.cisco.SepFormat;
import org.trucephone.provisioning.format.cisco.XmlDefaultFormat;
import org.trucephone.provisioning.format.digium.DigiumFormat;
import org.trucephone.provisioning.format.fanvil.FanvilFormat;
import org.trucephone.provisioning.format.gigaset.GigasetFormat;
import org.trucephone.provisioning.format.grandstream.GrandstreamFormat;
import org.trucephone.provisioning.format.hitachi.HitachiFormat;
import org.trucephone.provisioning.format.htek.HtekFormat;
import org.trucephone.provisioning.format.nortel.LgNortelFormat;
import org.trucephone.provisioning.format.nortel.Nortel12x0Format;
import org.trucephone.provisioning.format.nortel.NortelDialPlanFormat;
import org.trucephone.provisioning.format.nortel.NortelFormat;
import org.trucephone.provisioning.format.nortel.NortelSectionsFormat;
import org.trucephone.provisioning.format.panasonic.PanasonicFormat;
import org.trucephone.provisioning.format.polycom.PolycomFormat;
import org.trucephone.provisioning.format.snom.SnomFormat;
import org.trucephone.provisioning.format.truce.TruceFormat;
import org.trucephone.provisioning.format.yealink.YealinkFormat;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Validation;

/** All formats, and reading files without knowing which one they are in. */
public final class Formats {
  /** Every format, asked in this order. */
  public static final List<ConfigFormat> ALL =
      List.of(
          new TruceFormat(),
          new SepFormat(),
          new FlatFormat(),
          new XmlDefaultFormat(),
          new DialTemplateFormat(),
          new CnfFormat(),
          new YealinkFormat(),
          new SnomFormat(),
          new DigiumFormat(),
          new HtekFormat(),
          new GrandstreamFormat(),
          new FanvilFormat(),
          new GigasetFormat(),
          new AlcatelFormat(),
          new Nortel12x0Format(),
          new MitelMnFormat(),
          new PanasonicFormat(),
          new PolycomFormat(),
          new AvayaFormat(),
          new NortelSectionsFormat(),
          new NortelDialPlanFormat(),
          new NortelFormat(),
          new LgNortelFormat(),
          new HitachiFormat(),
          new AlcatelNoeFormat(),
          new AastraFormat());

  /** Largest file that is read at all, bytes; the largest known real one has 970 kB. */
  public static final int MAX_BYTES = 4 << 20;

  private static final int RECOGNISED_BYTES = 256 << 10;

  private Formats() {}

  /** {@return the format of a file, if any knows it} */
  public static Optional<ConfigFormat> recognise(String source, byte[] bytes) {
    byte[] beginning = beginning(bytes);
    return Unrecognised.isWebPage(beginning)
        ? Optional.empty()
        : ALL.stream().filter(f -> f.recognises(fileName(source), beginning)).findFirst();
  }

  /** What a format is told by: its signs stand near the top, and all formats look for theirs. */
  private static byte[] beginning(byte[] bytes) {
    return bytes.length <= RECOGNISED_BYTES ? bytes : Arrays.copyOf(bytes, RECOGNISED_BYTES);
  }

  /** Reads a file in whatever format it is; never throws. */
  public static ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    return parse(source, bytes, context, ALL);
  }

  /** Reads a file in one of the given formats; never throws. */
  public static ParsedFile parse(
      String source, byte[] bytes, ParseContext context, List<ConfigFormat> among) {
    if (bytes.length > MAX_BYTES) {
      return ParsedFile.unreadable(
          source,
          Finding.Kind.INVALID,
          0,
          "The file is larger than 4 MB: no phone's configuration is; it was not read.");
    }
    if (new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
      return ParsedFile.unreadable(
          source, Finding.Kind.INVALID, 0, "The file is empty: put the configuration in again.");
    }
    byte[] beginning = beginning(bytes);
    if (Unrecognised.isWebPage(beginning) || Jose.encrypted(bytes)) {
      return Unrecognised.explain(source, bytes);
    }
    return among.stream()
        .filter(f -> f.recognises(fileName(source), beginning))
        .findFirst()
        .map(f -> f.parse(source, bytes, context))
        .orElseGet(() -> Unrecognised.explain(source, bytes));
  }

  /**
   * Puts files together in the order they were read: a later statement wins, what a later file does
   * not mention keeps its value; in formats that say so the first file wins. Findings of the files
   * come first, then those of the whole.
   */
  public static Settings merge(List<ParsedFile> files) {
    List<LineKey> keys = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    FirstWins first = new FirstWins();
    for (ParsedFile file : files) {
      keys.addAll(firstWins(file) ? first.keysLeft(file) : file.keys());
      findings.addAll(file.findings());
    }
    Settings merged = Settings.of(assignments(files), keys, findings);
    findings.addAll(Validation.check(merged, place(files)));
    return merged.withFindings(findings);
  }

  /**
   * {@return what files set, in the order they were read and the vendors' conclusions last: of each
   * field the last one stands; what an earlier file keeps from being set is not in it}
   */
  public static List<Assignment<?>> assignments(List<ParsedFile> files) {
    List<Assignment<?>> assignments = new ArrayList<>();
    FirstWins first = new FirstWins();
    for (ParsedFile file : files) {
      assignments.addAll(firstWins(file) ? first.left(file) : file.assignments());
    }
    List<Assignment<?>> literal = List.copyOf(assignments);
    for (ConfigFormat format : ALL) {
      if (files.stream().anyMatch(f -> f.format().equals(format.name()))) {
        assignments.addAll(format.conclusions(literal));
      }
    }
    return assignments;
  }

  private static boolean firstWins(ParsedFile file) {
    return ALL.stream().anyMatch(f -> f.firstWins() && f.name().equals(file.format()));
  }

  /** {@return where accounts were to be expected: the last phone's own file, or the last file} */
  public static Provenance place(List<ParsedFile> files) {
    ParsedFile best = null;
    for (ParsedFile file : files) {
      if (best == null
          || file.role() == ParsedFile.Role.PHONE
          || best.role() != ParsedFile.Role.PHONE) {
        best = file;
      }
    }
    return new Provenance(best == null ? "" : best.source(), best == null ? 0 : 1, "");
  }

  /** {@return the last part of a path or URL, without its query} */
  public static String fileName(String source) {
    String path = source;
    if (path.contains("://")) {
      int end = path.indexOf('?');
      path = end < 0 ? path : path.substring(0, end);
    }
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
