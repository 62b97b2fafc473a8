/**
 * Grandstream's files: numbered parameters and their newer aliases, as XML, text and binary.
 *
 * <p>Front door: {@code GrandstreamFormat}. Any thread. Pure: must never import a socket, a clock
 * or a logger. Rules: the vendor's configuration templates and provisioning guide.
 */
@NullMarked
package org.trucephone.provisioning.format.grandstream;

import org.jspecify.annotations.NullMarked;
