/**
 * Yealink's text files: boot files with their includes, common and per-phone configuration of
 * firmware 70 and later, and the sectioned files older firmware reads.
 *
 * <p>Front door: {@code YealinkFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's auto-provisioning guides.
 */
@NullMarked
package org.trucephone.provisioning.format.yealink;

import org.jspecify.annotations.NullMarked;
