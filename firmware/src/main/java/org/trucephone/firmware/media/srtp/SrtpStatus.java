package org.trucephone.firmware.media.srtp;

/** Why a packet was not let in; each is negative where a length is expected. */
public enum SrtpStatus {
  /** Too short to hold header and tag, or not RTP. */
  MALFORMED(-1),
  /** The tag is not the one the key gives: forged, damaged or of another key. */
  FORGED(-2),
  /** Its number was seen before, or is older than the window of 128. */
  REPLAYED(-3);

  private final int code;

  SrtpStatus(int code) {
    this.code = code;
  }

  /** {@return the negative number that stands for it} */
  public int code() {
    return code;
  }
}
