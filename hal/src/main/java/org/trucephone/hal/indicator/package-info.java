/**
 * Lamps and their blink patterns.
 *
 * <p>Front door: {@link org.trucephone.hal.indicator.Lamps}, used by the {@code hardware} thread,
 * which wakes only when something blinks. Must never import {@code hal.sim} or Pi4J. Datasheet:
 * Microchip DS20001952 (MCP23017).
 */
@NullMarked
package org.trucephone.hal.indicator;

import org.jspecify.annotations.NullMarked;
