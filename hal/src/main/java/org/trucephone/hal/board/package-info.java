/**
 * Wiring as data: which chips a board has, and where. All a maker edits is a board file.
 *
 * <p>Front door: {@link org.trucephone.hal.board.Board#load}. Pure but for reading the file; any
 * thread. Must never import a driver, a simulator or Pi4J. The files are TOML 1.0.
 */
@NullMarked
package org.trucephone.hal.board;

import org.jspecify.annotations.NullMarked;
