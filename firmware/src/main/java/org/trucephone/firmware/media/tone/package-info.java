/**
 * Sounds the phone makes itself: call progress tones by country, the bell, DTMF feedback. Pure;
 * allocates nothing per period.
 */
@NullMarked
package org.trucephone.firmware.media.tone;

import org.jspecify.annotations.NullMarked;
