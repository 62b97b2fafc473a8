/**
 * How good a call was, from its figures alone: the E-model's rating (ITU-T G.107) and one sentence
 * with the cause.
 *
 * <p>Front door: {@link org.trucephone.firmware.media.quality.Verdict}. Pure: numbers in, numbers
 * and words out.
 */
@NullMarked
package org.trucephone.firmware.media.quality;

import org.jspecify.annotations.NullMarked;
