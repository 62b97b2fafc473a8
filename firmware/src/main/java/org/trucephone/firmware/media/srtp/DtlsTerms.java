package org.trucephone.firmware.media.srtp;

import java.util.List;

/**
 * What offer and answer settle of a handshake on the media path (RFC 5763 5).
 *
 * @param theirs fingerprints of the other side's certificate: one must fit
 * @param active whether we begin (the handshake's client), else we wait (its server)
 */
public record DtlsTerms(List<Fingerprint> theirs, boolean active) {
  /** Keeps a copy. */
  public DtlsTerms {
    theirs = List.copyOf(theirs);
  }
}
