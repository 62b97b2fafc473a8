/**
 * Aastra's and Mitel's {@code name: value} files (67xx, 68xx, 69xx), and the XML of Mitel's 53xx.
 *
 * <p>Front door: {@code AastraFormat}, {@code MitelMnFormat}. Any thread. Pure: must never import a
 * socket, a clock or a logger. Rules: the vendor's administrator guides.
 */
@NullMarked
package org.trucephone.provisioning.format.aastra;

import org.jspecify.annotations.NullMarked;
