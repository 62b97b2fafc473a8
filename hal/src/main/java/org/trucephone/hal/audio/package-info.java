/**
 * Sound: PCM periods in and out, codec chips and their routes, sound files.
 *
 * <p>Front doors: {@link org.trucephone.hal.audio.PcmDevice} for the audio thread, {@link
 * org.trucephone.hal.audio.CodecChip} for the hardware thread; neither is shared. Must never import
 * {@code hal.sim} or Pi4J. Ruled by TI SLAS510G (codec) and alsa-lib's PCM interface.
 */
@NullMarked
package org.trucephone.hal.audio;

import org.jspecify.annotations.NullMarked;
