/**
 * The voice bench's inner loop: the phone's jitter buffer and codecs without sockets and clock.
 *
 * <p>Front door: {@code tests/bench/voice/loop}. Unlike {@code tests.bench} it calls the phone's
 * own classes, the pure ones.
 */
@NullMarked
package org.trucephone.tests.voice;

import org.jspecify.annotations.NullMarked;
