/**
 * The command {@code provisioning/explain}: what a configuration would do, statement by statement.
 *
 * <p>Front door: {@code Explain}. Main thread only. It may read files and fetch URLs; it must never
 * know a vendor: formats answer for themselves.
 */
@NullMarked
package org.trucephone.provisioning.explain;

import org.jspecify.annotations.NullMarked;
