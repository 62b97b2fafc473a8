/**
 * From shapes and words to the bytes a display chip understands: framebuffer, canvas, fonts,
 * drivers.
 *
 * <p>Front doors: {@link org.trucephone.hal.display.Canvas} to draw, {@link
 * org.trucephone.hal.display.DisplayDriver} to show. Drawing runs where its caller does, drivers on
 * the {@code display} thread only. Fonts are made at build time by {@code
 * src/build/java/FontBuilder.java}. Must never import {@code hal.sim}, Pi4J or desktop classes.
 * Each driver cites its chip's datasheet.
 */
@NullMarked
package org.trucephone.hal.display;

import org.jspecify.annotations.NullMarked;
