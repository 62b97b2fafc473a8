/**
 * Phone books on web servers.
 *
 * <p>Front door: {@link org.trucephone.firmware.directory.http.WebPhoneBook}; on a directory's own
 * thread only. What the files say is read by {@code directory.format}.
 */
@NullMarked
package org.trucephone.firmware.directory.http;

import org.jspecify.annotations.NullMarked;
