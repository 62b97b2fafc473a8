package org.trucephone.firmware.media.dtls;

import org.trucephone.firmware.media.srtp.SrtpKey;

/**
 * What a handshake gave.
 *
 * @param ours what we encrypt with
 * @param theirs what the other side encrypts with
 */
public record DtlsKeys(SrtpKey ours, SrtpKey theirs) {}
