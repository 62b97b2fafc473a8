/**
 * How configuration files read: bytes in, statements and neutral settings out.
 *
 * <p>Front door: {@code Formats}; what every format must answer is {@code ConfigFormat}. One
 * package per vendor below this one; a new format is one line in {@code Formats.ALL}. Any thread
 * may call; nothing keeps state. Pure: must never import a socket, a thread, a clock or a logger.
 */
@NullMarked
package org.trucephone.provisioning.format;

import org.jspecify.annotations.NullMarked;
