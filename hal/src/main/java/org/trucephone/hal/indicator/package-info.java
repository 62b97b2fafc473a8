/** Lamps and their blink patterns. Must never import {@code hal.sim} or Pi4J. */
@NullMarked
package org.trucephone.hal.indicator;

import org.jspecify.annotations.NullMarked;
