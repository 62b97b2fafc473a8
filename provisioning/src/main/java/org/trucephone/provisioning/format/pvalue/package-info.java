/**
 * The file shape of numbered parameters ({@code P47}) that several makers share: XML, text and the
 * packed binary form. What the numbers mean is each vendor's own.
 *
 * <p>Front door: {@code PValueFile}. Any thread. Pure: must never import a socket, a clock, a
 * logger or a vendor's format.
 */
@NullMarked
package org.trucephone.provisioning.format.pvalue;

import org.jspecify.annotations.NullMarked;
