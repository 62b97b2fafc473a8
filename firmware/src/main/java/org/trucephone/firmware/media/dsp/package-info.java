/**
 * Sample arithmetic: resampling, gain, levels, quality estimate. Pure; allocates nothing after
 * construction.
 */
@NullMarked
package org.trucephone.firmware.media.dsp;

import org.jspecify.annotations.NullMarked;
