package org.trucephone.firmware.sdp;

import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.Fingerprint;

/**
 * Our side of keys agreed on the media path (RFC 5763).
 *
 * @param ours fingerprint of our certificate
 * @param current what this dialog settled before, null for its first description
 */
public record LocalDtls(Fingerprint ours, @Nullable DtlsTerms current) {}
