package org.trucephone.firmware.media;

/** What media tells the phone. */
public sealed interface MediaEvent {
  /** A digit arrived as telephone-event, once per press. */
  record DigitReceived(int stream, char digit) implements MediaEvent {}

  /**
   * No RTP for {@code seconds} although the stream should receive; told once until media returns.
   */
  record NoMedia(int stream, int seconds, String from) implements MediaEvent {}

  /** RTP came (again). */
  record MediaArrives(int stream) implements MediaEvent {}

  /** Keys were agreed on the media path: the stream is encrypted both ways from now on. */
  record Secured(int stream) implements MediaEvent {}

  /**
   * No keys were agreed: nothing passes.
   *
   * @param stranger whether the other side is not who signalling said
   */
  record NotSecured(int stream, boolean stranger) implements MediaEvent {}

  /** The sound device failed; {@code reason} is a sentence. Streams go on in silence. */
  record SoundLost(String reason) implements MediaEvent {}
}
