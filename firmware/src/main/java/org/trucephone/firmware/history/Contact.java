package org.trucephone.firmware.history;

/** Someone to call. */
public record Contact(String name, String number) {}
