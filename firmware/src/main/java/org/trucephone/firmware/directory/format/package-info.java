/**
 * Phone books served as XML, one sub-package for each make's way of writing one.
 *
 * <p>Front door: {@link org.trucephone.firmware.directory.format.PhoneBooks}. Pure: bytes in,
 * contacts out; no document types, no entities, bounded depth and number of entries.
 */
@NullMarked
package org.trucephone.firmware.directory.format;

import org.jspecify.annotations.NullMarked;
