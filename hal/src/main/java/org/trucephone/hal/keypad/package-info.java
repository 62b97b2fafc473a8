/** Keys: names, debouncing, matrix drivers. Must never import {@code hal.sim} or Pi4J. */
@NullMarked
package org.trucephone.hal.keypad;

import org.jspecify.annotations.NullMarked;
