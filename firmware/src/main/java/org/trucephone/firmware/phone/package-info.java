/**
 * The phone: owns every call, account and setting in force, routes events to the pure machines and
 * carries out their effects through ports.
 *
 * <p>Front door: {@code Phone}. One thread ({@code phone}) enters, or a test that steps it. Time is
 * an argument. Must never import {@code javax.sip}, a socket, a clock, the screens, or a simulator.
 *
 * <p>{@code Phone} is longer than 400 lines: it is the one place where every event meets every part
 * of the state; what commands mean, what is heard and lit and what is shown are classes of their
 * own.
 */
@NullMarked
package org.trucephone.firmware.phone;

import org.jspecify.annotations.NullMarked;
