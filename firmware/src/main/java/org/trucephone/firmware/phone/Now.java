package org.trucephone.firmware.phone;

import java.time.Instant;

/**
 * Two clocks: deadlines use {@code steady}, which never jumps; people and logs see {@code wall},
 * which NTP may set by years on a board without a clock chip.
 */
public record Now(Instant steady, Instant wall) {}
