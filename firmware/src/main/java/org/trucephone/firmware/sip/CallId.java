package org.trucephone.firmware.sip;

/**
 * The phone's own number of a call (one INVITE dialog), unique in a run; not the Call-ID header.
 */
public record CallId(int number) {}
