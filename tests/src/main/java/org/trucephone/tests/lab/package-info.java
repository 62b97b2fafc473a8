/**
 * The built-in lab: a small telephone system and provisioning server in one process, for the demo
 * and for tests.
 *
 * <p>Its SIP, SDP, RTP, digest and G.711 are written apart from the firmware's on purpose, so that
 * one mistake cannot hide in both. Front door: {@link org.trucephone.tests.lab.Lab}; a call is a
 * {@link org.trucephone.tests.lab.LabCall}. All SIP state belongs to the thread {@code lab}; the
 * front door's methods may be called from any thread and wait for it. Must never import a firmware
 * package or a SIP library.
 */
@NullMarked
package org.trucephone.tests.lab;

import org.jspecify.annotations.NullMarked;
