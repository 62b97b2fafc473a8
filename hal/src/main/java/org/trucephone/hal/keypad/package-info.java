/**
 * Keys: names, debouncing, matrix drivers.
 *
 * <p>Front door: {@link org.trucephone.hal.keypad.Keypad}, stepped by the {@code keypad} thread;
 * time is its argument. {@link org.trucephone.hal.keypad.Debouncer} is pure. Must never import
 * {@code hal.sim} or Pi4J. Datasheet: Microchip DS20001952 (MCP23017).
 */
@NullMarked
package org.trucephone.hal.keypad;

import org.jspecify.annotations.NullMarked;
