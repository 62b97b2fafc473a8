package org.trucephone.firmware.sdp;

import org.trucephone.firmware.media.ice.IceCredentials;

/**
 * Our part in finding a way through address translators (RFC 8839).
 *
 * @param ours the same for the whole dialog
 * @param offers whether our offers ask for it; an offer of it is taken whatever this says
 */
public record LocalIce(IceCredentials ours, boolean offers) {}
