package org.trucephone.firmware.phone;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.diagnosis.Evidence.Network;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.media.MediaEvent;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.firmware.service.ServicePage;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.hal.Part;
import org.trucephone.provisioning.settings.Settings;

/**
 * Everything that may reach the phone thread but keys, which the screens turn into {@link Command}s
 * first.
 */
public sealed interface PhoneEvent {
  /** The person asks for something. */
  record Do(Command command) implements PhoneEvent {}

  /** The handset was lifted or put back. */
  record Hook(boolean offHook) implements PhoneEvent {}

  /** A part stopped answering. */
  record PartLost(Part part, String reason) implements PhoneEvent {}

  /** A part is back. */
  record PartBack(Part part) implements PhoneEvent {}

  /** From signalling. */
  record Sip(SipEvent event) implements PhoneEvent {}

  /** From media. */
  record Media(MediaEvent event) implements PhoneEvent {}

  /** Start-up or a fetch moved on; one sentence. */
  record Fetching(String sentence) implements PhoneEvent {}

  /** Settings to put in force, from {@code from}. */
  record Configured(Settings settings, ProvisioningView from) implements PhoneEvent {}

  /**
   * No new settings: what is in force stays; {@code from.problem()} says why, or is null if nothing
   * changed.
   */
  record NotConfigured(ProvisioningView from) implements PhoneEvent {}

  /**
   * Something outside calls stands on the display until it is told otherwise: an update under way,
   * a file on the card that cannot be followed.
   *
   * @param topic whose it is; a newer sentence takes the place of an older one
   * @param sentence null when there is nothing more to say
   */
  record Standing(String topic, @Nullable String sentence) implements PhoneEvent {}

  /** What directories know for these digits so far, best first. */
  record Found(String digits, List<Contact> people) implements PhoneEvent {}

  /** A directory knows whose number that is. */
  record Named(String number, String name) implements PhoneEvent {}

  /** A page of a service has come. */
  record Served(ServicePage page) implements PhoneEvent {}

  /** This machine's network is other than before. */
  record NetworkChanged(Network network) implements PhoneEvent {}

  /** Nothing but the passage of time. */
  record Tick() implements PhoneEvent {}
}
