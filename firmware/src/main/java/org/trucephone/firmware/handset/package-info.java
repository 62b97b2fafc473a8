/**
 * The virtual handset: a page that looks like the phone, and the panel it works through. Never on
 * an image.
 *
 * <p>Front door: {@link org.trucephone.firmware.handset.PanelServer}. Threads: one virtual thread a
 * request. Sees the simulated board and the newest view; must never touch the phone itself.
 */
@NullMarked
package org.trucephone.firmware.handset;

import org.jspecify.annotations.NullMarked;
