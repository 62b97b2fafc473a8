package org.trucephone.firmware.phone;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.service.ServicePage;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.provisioning.settings.Origins.Origin;

/**
 * All a screen or the panel may know of the phone at one moment. Immutable; made on the {@code
 * phone} thread after each event and once a second while something counts.
 *
 * @param wall time of day
 * @param zone where the person is
 * @param phaseText what booting is doing, or why it failed, one sentence
 * @param lines by index, 1 first
 * @param calls oldest first; ended ones stay for the 3 s their sentence is shown
 * @param selected id of the call on the screen, or null
 * @param dialing null unless a number is being entered
 * @param notice a sentence to show over the body, or null
 * @param voicemails new messages waiting over all lines; {@code -1}: some, number unknown
 * @param missed calls missed and not looked at
 * @param history newest first
 * @param faults lost parts and other standing troubles, one sentence each
 * @param keys line keys with something on them, by index; the first lines' keys are their accounts
 * @param lamps what each lamp shows
 * @param rules what is done with calls that come
 * @param service the page of a service the person has open, or null
 */
public record PhoneView(
    Instant wall,
    ZoneId zone,
    Phase phase,
    String phaseText,
    List<LineView> lines,
    List<CallView> calls,
    @Nullable Integer selected,
    @Nullable DialView dialing,
    @Nullable Notice notice,
    int voicemails,
    int missed,
    AudioPath path,
    boolean offHook,
    boolean muted,
    int volume,
    boolean quiet,
    List<HistoryEntry> history,
    List<Contact> contacts,
    List<String> faults,
    ProvisioningView provisioning,
    DeviceView device,
    List<KeyView> keys,
    List<LampView> lamps,
    Rules rules,
    @Nullable ServiceView service) {

  /** A phone whose every call rings. */
  public PhoneView(
      Instant wall,
      ZoneId zone,
      Phase phase,
      String phaseText,
      List<LineView> lines,
      List<CallView> calls,
      @Nullable Integer selected,
      @Nullable DialView dialing,
      @Nullable Notice notice,
      int voicemails,
      int missed,
      AudioPath path,
      boolean offHook,
      boolean muted,
      int volume,
      boolean quiet,
      List<HistoryEntry> history,
      List<Contact> contacts,
      List<String> faults,
      ProvisioningView provisioning,
      DeviceView device,
      List<KeyView> keys,
      List<LampView> lamps) {
    this(
        wall,
        zone,
        phase,
        phaseText,
        lines,
        calls,
        selected,
        dialing,
        notice,
        voicemails,
        missed,
        path,
        offHook,
        muted,
        volume,
        quiet,
        history,
        contacts,
        faults,
        provisioning,
        device,
        keys,
        lamps,
        Rules.NONE,
        null);
  }

  /**
   * A page of a service on the display.
   *
   * @param depth pages open, this one included
   */
  public record ServiceView(ServicePage page, int depth) {}

  /** Where start-up stands. */
  public enum Phase {
    BOOTING,
    PROVISIONING,
    REGISTERING,
    READY,
    FAILED
  }

  /**
   * A line as shown. {@code expires} and {@code nextTry} are seconds from now, 0 if none; {@code
   * cause} is the diagnosis in one word while it is not registered.
   */
  public record LineView(
      int index,
      String label,
      String address,
      LineState state,
      @Nullable String reason,
      @Nullable String proof,
      int expires,
      int nextTry,
      @Nullable String cause) {
    /** A line without a diagnosis. */
    public LineView(
        int index,
        String label,
        String address,
        LineState state,
        @Nullable String reason,
        @Nullable String proof,
        int expires,
        int nextTry) {
      this(index, label, address, state, reason, proof, expires, nextTry, null);
    }
  }

  /** Registration state of a line. */
  public enum LineState {
    UNREGISTERED,
    REGISTERING,
    REGISTERED,
    FAILED
  }

  /** What a number is entered for, or a call was made for. */
  public enum Purpose {
    CALL,
    /** To ask someone before a call is given to them. */
    TRANSFER,
    /** To bring someone into a conference. */
    CONFERENCE,
    /** Where calls go from now on; never a call's. */
    FORWARD,
    /** Where the ringing call goes; never a call's. */
    DEFLECT
  }

  /**
   * A call as shown.
   *
   * @param purpose what it was made for
   * @param conference whether it is part of the conference
   * @param note a sentence for the person that is no trouble, or ""
   */
  public record CallView(
      int id,
      int line,
      boolean outgoing,
      CallPhase state,
      String remote,
      String name,
      int seconds,
      @Nullable StreamFigures figures,
      Secrecy secrecy,
      @Nullable String sentence,
      Purpose purpose,
      boolean conference,
      String note) {
    /** A plain call. */
    public CallView(
        int id,
        int line,
        boolean outgoing,
        CallPhase state,
        String remote,
        String name,
        int seconds,
        @Nullable StreamFigures figures,
        Secrecy secrecy,
        @Nullable String sentence) {
      this(
          id,
          line,
          outgoing,
          state,
          remote,
          name,
          seconds,
          figures,
          secrecy,
          sentence,
          Purpose.CALL,
          false,
          "");
    }
  }

  /** Who can listen in on the way. */
  public enum Secrecy {
    NONE,
    /** Voice encrypted both ways, but its keys went over plain signalling. */
    VOICE,
    /** Voice encrypted both ways and its keys too, as far as our server. */
    FULL
  }

  /** Call states, named as the panel names them. */
  public enum CallPhase {
    DIALING,
    RINGING_OUT,
    RINGING_IN,
    CONNECTED,
    HELD,
    REMOTE_HELD,
    TRANSFERRING,
    ENDED
  }

  /**
   * A number being entered on a line.
   *
   * @param about the call it is entered for, 0 if for none
   * @param found people directories know for the digits, best first
   */
  public record DialView(String digits, int line, Purpose purpose, int about, List<Contact> found) {
    /** A number to call. */
    public DialView(String digits, int line) {
      this(digits, line, Purpose.CALL, 0, List.of());
    }
  }

  /** A sentence with an optional number to redial. */
  public record Notice(String title, String text, @Nullable String redial) {}

  /**
   * Where the settings came from.
   *
   * @param origins each value in force with its file and line
   */
  public record ProvisioningView(
      String source,
      String persona,
      List<String> files,
      int findings,
      @Nullable String problem,
      boolean lastGood,
      List<Origin> origins) {
    public ProvisioningView {
      origins = List.copyOf(origins);
    }

    /** Of files whose values are told apart later. */
    public ProvisioningView(
        String source,
        String persona,
        List<String> files,
        int findings,
        @Nullable String problem,
        boolean lastGood) {
      this(source, persona, files, findings, problem, lastGood, List.of());
    }

    /** {@return the same with the origin of each value in force} */
    public ProvisioningView withOrigins(List<Origin> of) {
      return new ProvisioningView(source, persona, files, findings, problem, lastGood, of);
    }
  }

  /**
   * What this device is.
   *
   * @param image SHA-256 of the system it was started from, 64 hexadecimal digits, or ""
   * @param admin how to reach the administrator's page, its PIN included, or ""
   */
  public record DeviceView(
      String address, String mac, String version, String image, String admin) {}

  /**
   * A line key: its print, and what its lamp means: {@code off own held ringing busy unreachable}.
   *
   * @param who the other end of the call it shows, "" if not known
   * @param seconds for how long it has shown that
   */
  public record KeyView(int index, String label, String lamp, String who, int seconds) {
    /** A key that tells nothing more. */
    public KeyView(int index, String label, String lamp) {
      this(index, label, lamp, "", 0);
    }
  }

  /** One lamp. */
  public record LampView(Lamp lamp, LampState state) {}

  /** {@return the call on the screen, or null} */
  public @Nullable CallView selectedCall() {
    for (CallView call : calls) {
      if (selected != null && call.id() == selected) {
        return call;
      }
    }
    return null;
  }
}
