package org.trucephone.provisioning.format.pvalue;

/**
 * One parameter.
 *
 * @param line where it stands, 1…
 * @param name {@code P47}, or an alias as written, {@code account.1.sip.userid}
 * @param word what the file calls it besides ({@code para="Profile1_Sipserver"}), or empty
 * @param value as written
 */
public record Parameter(int line, String name, String word, String value) {}
