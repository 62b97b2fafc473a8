package org.trucephone.provisioning.settings;

/**
 * UDP ports media may use.
 *
 * @param first lowest port, 1…65535
 * @param last highest port, not below {@code first}
 */
public record PortRange(int first, int last) {}
