/**
 * Reads a page of a service in any make's words.
 *
 * <p>Front door: {@link org.trucephone.firmware.service.format.ServicePages}. Pure. Never throws on
 * bad text.
 */
@NullMarked
package org.trucephone.firmware.service.format;

import org.jspecify.annotations.NullMarked;
