/**
 * Speech codecs: one small class each, and one line in {@link
 * org.trucephone.firmware.media.codec.Codecs}. Pure; the audio thread's calls allocate nothing.
 */
@NullMarked
package org.trucephone.firmware.media.codec;

import org.jspecify.annotations.NullMarked;
