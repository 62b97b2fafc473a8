/**
 * What the makes' ways of writing a phone book have in common: the words they use.
 *
 * <p>Front door: {@link org.trucephone.firmware.directory.book.PhoneBookFormat}. Data only; imports
 * nothing of the phone.
 */
@NullMarked
package org.trucephone.firmware.directory.book;

import org.jspecify.annotations.NullMarked;
