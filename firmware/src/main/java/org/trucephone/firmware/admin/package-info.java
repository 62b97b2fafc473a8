/**
 * The administrator's page on the handset: status, settings with where each came from, the log, a
 * problem report, figures for a monitor. Over HTTPS with the phone's own certificate; works without
 * JavaScript.
 *
 * <p>Front door: {@link org.trucephone.firmware.admin.AdminServer}. Threads: one virtual thread a
 * request. Sees the phone through {@link org.trucephone.firmware.admin.Administered} alone; never
 * imports sip, media's engine, ui or handset.
 */
@NullMarked
package org.trucephone.firmware.admin;

import org.jspecify.annotations.NullMarked;
