/** Framebuffer, canvas, fonts, display drivers. Must never import {@code hal.sim} or Pi4J. */
@NullMarked
package org.trucephone.hal.display;

import org.jspecify.annotations.NullMarked;
