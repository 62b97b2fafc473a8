/**
 * The screens: what is shown in a state and what a key means there.
 *
 * <p>Front door: {@link org.trucephone.firmware.ui.Ui}. A screen is first described ({@code
 * Screen}: status bar, rows, soft keys), then drawn by one renderer to pixels and by another to
 * text, so that both always say the same. Pure: must never import a socket, a thread, a clock,
 * signalling or media engines.
 */
@NullMarked
package org.trucephone.firmware.ui;

import org.jspecify.annotations.NullMarked;
