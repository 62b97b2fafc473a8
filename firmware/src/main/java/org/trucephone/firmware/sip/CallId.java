package org.trucephone.firmware.sip;

/**
 * The phone's own number of a call (one INVITE dialog), unique in a run; not the Call-ID header.
 * Calls we make have odd numbers (chosen by the phone), calls that come have even ones (chosen by
 * the port), so neither has to ask the other.
 */
public record CallId(int number) {}
