package org.trucephone.provisioning.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.settings.Secret;

/**
 * The command line, read.
 *
 * @param help only the usage is wanted
 * @param json one object a line instead of text
 * @param secrets passwords are shown
 * @param formats those of the persona asked for
 * @param context model and MAC files may branch on
 * @param keys open encrypted files
 * @param signer whose signature the files must bear; "" when that is not asked
 * @param sources files and URLs, in order
 */
record Options(
    boolean help,
    boolean json,
    boolean secrets,
    List<ConfigFormat> formats,
    ParseContext context,
    List<Secret> keys,
    String signer,
    List<String> sources) {

  /** A command line that makes no sense; the message says what is wrong and what to do. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message + " (provisioning/explain --help lists the options)");
    }
  }

  static Options parse(List<String> arguments) throws UsageException {
    boolean help = false;
    boolean json = false;
    boolean secrets = false;
    boolean onlyFiles = false;
    String model = "";
    String mac = "";
    String signer = "";
    List<ConfigFormat> formats = Formats.ALL;
    List<Secret> keys = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String a = arguments.get(i);
      if (onlyFiles || !a.startsWith("-")) {
        sources.add(a);
        continue;
      }
      switch (a) {
        case "--" -> onlyFiles = true;
        case "--help", "-h" -> help = true;
        case "--json" -> json = true;
        case "--secrets" -> secrets = true;
        case "--persona" -> formats = formats(value(arguments, ++i, a));
        case "--model" -> model = value(arguments, ++i, a);
        case "--key" -> keys.add(new Secret(value(arguments, ++i, a)));
        case "--signer" -> signer = value(arguments, ++i, a);
        case "--mac" -> mac = mac(value(arguments, ++i, a));
        default -> throw new UsageException("There is no option " + a + ".");
      }
    }
    if (!help && sources.isEmpty()) {
      throw new UsageException("Name at least one file or URL to explain.");
    }
    return new Options(
        help, json, secrets, formats, new ParseContext(model, mac), keys, signer, sources);
  }

  private static String value(List<String> arguments, int at, String option) throws UsageException {
    if (at >= arguments.size()) {
      throw new UsageException("The option " + option + " needs a value after it.");
    }
    return arguments.get(at);
  }

  private static List<ConfigFormat> formats(String persona) throws UsageException {
    if (persona.equals("auto")) {
      return Formats.ALL;
    }
    List<ConfigFormat> chosen =
        Formats.ALL.stream().filter(f -> f.persona().equals(persona)).toList();
    if (chosen.isEmpty()) {
      String known =
          Formats.ALL.stream()
              .map(ConfigFormat::persona)
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      throw new UsageException("There is no persona " + persona + ", only auto, " + known + ".");
    }
    return chosen;
  }

  private static String mac(String text) throws UsageException {
    String digits = text.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{12}")) {
      throw new UsageException("“" + text + "” is not a MAC address such as 00:11:22:33:44:55.");
    }
    return digits;
  }
}
