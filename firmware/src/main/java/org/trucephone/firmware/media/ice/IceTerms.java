package org.trucephone.firmware.media.ice;

import java.util.List;

/**
 * What both descriptions said of ICE for one stream.
 *
 * @param controlling whether we choose among the ways that work
 */
public record IceTerms(
    IceCredentials ours,
    IceCredentials theirs,
    List<IceCandidate> candidates,
    boolean controlling) {
  /** Keeps a copy. */
  public IceTerms {
    candidates = List.copyOf(candidates);
  }

  /** {@return whether the other terms go on with this session; new credentials begin one anew} */
  public boolean goesOnWith(IceTerms other) {
    return ours.equals(other.ours) && theirs.equals(other.theirs);
  }
}
