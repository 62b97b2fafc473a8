/**
 * Snom's XML phone book, read by {@link org.trucephone.firmware.directory.format.PhoneBooks}. Data
 * only.
 */
@NullMarked
package org.trucephone.firmware.directory.format.snom;

import org.jspecify.annotations.NullMarked;
