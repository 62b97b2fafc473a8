/**
 * Simulated chips with two faces: a bus face that answers real register traffic, so that real
 * drivers run unchanged, and a backend face in the user's language (press a key, lift the handset,
 * unplug, read the picture).
 *
 * <p>Wired together by board file. Must never import a driver; only the composition root and the
 * virtual handset see it.
 */
@NullMarked
package org.trucephone.hal.sim;

import org.jspecify.annotations.NullMarked;
