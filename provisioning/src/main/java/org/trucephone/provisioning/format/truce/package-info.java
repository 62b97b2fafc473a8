/**
 * Truce's own files, {@code truce.toml} and {@code truce-<mac>.toml}; {@code docs/truce-toml.md} of
 * this module lists every key.
 *
 * <p>Front door: {@code Formats}. Any thread. Pure: must never import a socket, a thread, a clock
 * or a logger.
 */
@NullMarked
package org.trucephone.provisioning.format.truce;

import org.jspecify.annotations.NullMarked;
