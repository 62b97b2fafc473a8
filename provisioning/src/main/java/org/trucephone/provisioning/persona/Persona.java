package org.trucephone.provisioning.persona;

import java.util.List;
import java.util.Locale;

/** Whom the phone presents itself as. Answers questions of fact; knows no server. */
public interface Persona {

  /** {@return what {@code --persona} calls it, lower case} */
  String name();

  /**
   * The ways this persona's phones find their configuration, best first; the first one whose
   * required files are all there counts.
   *
   * @param mac twelve hexadecimal digits, lower case
   */
  List<Way> ways(String mac);

  /**
   * {@return the User-Agent of its HTTP requests}
   *
   * @param mac twelve hexadecimal digits, lower case
   */
  String userAgent(String mac);

  /** {@return the DHCP vendor class (option 60) its phones send; empty when none is known} */
  default String vendorClass() {
    return "";
  }

  /**
   * {@return the port where its phones ask a TFTP server over HTTP before they ask by TFTP; 0 when
   * they do not}
   */
  default int webPort() {
    return 0;
  }

  /** {@return the model files may branch on; empty when its files do not branch} */
  default String model() {
    return "";
  }

  /**
   * One set of files that together make a configuration.
   *
   * @param own whether one of them is for this phone alone
   * @param files in the order they are read: what a later one says wins
   */
  record Way(boolean own, List<Wish> files) {
    public Way {
      files = List.copyOf(files);
    }
  }

  /**
   * One file.
   *
   * @param required whether the way leads nowhere without it
   * @param names to ask for in turn until one is there: servers tell cases apart
   */
  record Wish(boolean required, List<String> names) {
    public Wish {
      names = List.copyOf(names);
    }

    /** A file that must be there, under one of the names. */
    public static Wish required(String... names) {
      return new Wish(true, List.of(names));
    }

    /** A file that is read when it is there. */
    public static Wish optional(String... names) {
      return new Wish(false, List.of(names));
    }
  }

  /** {@return the address in capitals, as many file names have it} */
  static String upper(String mac) {
    return mac.toUpperCase(Locale.ROOT);
  }
}
