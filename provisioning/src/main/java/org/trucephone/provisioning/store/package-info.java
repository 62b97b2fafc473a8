/**
 * Keeps what must survive a power cut: single files, and the last good configuration with its
 * predecessor.
 *
 * <p>Front door: {@link org.trucephone.provisioning.store.LastGoodStore}; {@code AtomicFile} is for
 * every module that stores something. Calls block on the disk; one thread at a time per file. Must
 * never import a transport, a persona or a file format.
 */
@NullMarked
package org.trucephone.provisioning.store;

import org.jspecify.annotations.NullMarked;
