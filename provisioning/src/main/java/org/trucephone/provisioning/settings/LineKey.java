package org.trucephone.provisioning.settings;

/**
 * One programmable key beside the display.
 *
 * @param index position, 1…
 * @param type what it does
 * @param value number, extension or address it works on; empty when the type needs none
 * @param label text beside it; empty for the phone's own choice
 * @param line account it works on, 1…; 0 when not said
 * @param pickup what to dial to take a call ringing at {@code value}; empty when not said
 * @param provenance where it came from
 */
public record LineKey(
    int index,
    KeyType type,
    String value,
    String label,
    int line,
    String pickup,
    Provenance provenance) {}
