/**
 * Sound: PCM periods in and out, codec chips and their routes. Must never import {@code hal.sim} or
 * Pi4J.
 */
@NullMarked
package org.trucephone.hal.audio;

import org.jspecify.annotations.NullMarked;
