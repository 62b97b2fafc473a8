package org.trucephone.firmware.ui;

/** A label on the bottom line and what the key under it does. */
record SoftKey(String label, Act act) {}
