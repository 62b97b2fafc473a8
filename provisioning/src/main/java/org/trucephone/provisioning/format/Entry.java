package org.trucephone.provisioning.format;

/**
 * One statement of a file of names and values, before anyone knows what it means.
 *
 * @param line where it stands, 1…
 * @param name as written
 * @param value without quotes and comment, as the grammar has it
 */
public record Entry(int line, String name, String value) {}
