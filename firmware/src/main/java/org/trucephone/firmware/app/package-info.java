/**
 * The composition root: command line, threads, supervision. The only room that sees all others.
 *
 * <p>Front door: {@link org.trucephone.firmware.app.Main}. Nothing may import this package.
 */
@NullMarked
package org.trucephone.firmware.app;

import org.jspecify.annotations.NullMarked;
