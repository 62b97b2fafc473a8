package org.trucephone.firmware.sdp;

import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.ice.IceCandidate;
import org.trucephone.firmware.media.ice.IceCredentials;

/**
 * Our part in finding a way through address translators (RFC 8839).
 *
 * @param ours the same for the whole dialog
 * @param offers whether our offers ask for it; an offer of it is taken whatever this says
 * @param reflexive our address as it is outside, null if that is not known
 */
public record LocalIce(IceCredentials ours, boolean offers, @Nullable IceCandidate reflexive) {}
