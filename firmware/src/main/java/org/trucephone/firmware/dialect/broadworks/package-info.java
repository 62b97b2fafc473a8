/**
 * BroadWorks and phones set up for it: features kept the same at phone and server, shared lines.
 *
 * <p>Front door: {@link org.trucephone.firmware.dialect.broadworks.BroadworksDialect}. Pure. Tested
 * against a fake written from public descriptions.
 */
@NullMarked
package org.trucephone.firmware.dialect.broadworks;

import org.jspecify.annotations.NullMarked;
