/**
 * Fanvil's configuration in its three shapes: text of modules, XML of modules, XML of {@code
 * sysConf}.
 *
 * <p>Front door: {@code FanvilFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's auto-provisioning guides.
 */
@NullMarked
package org.trucephone.provisioning.format.fanvil;

import org.jspecify.annotations.NullMarked;
