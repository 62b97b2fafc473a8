/**
 * The jitter buffer: two verbs, <em>insert packet</em> and <em>pull 10 ms</em>. Storage, delay
 * estimate, decision, concealment and time stretching are classes of their own.
 *
 * <p>Front door: {@link org.trucephone.firmware.media.jitter.JitterBuffer}. Pure and deterministic:
 * time comes with each call; nothing is allocated after construction.
 *
 * <p>{@code JitterBuffer} is longer than 400 lines: storage, playout and the two stretches of one
 * sample queue share their state; estimate, decision, concealment and pitch are classes of their
 * own.
 */
@NullMarked
package org.trucephone.firmware.media.jitter;

import org.jspecify.annotations.NullMarked;
