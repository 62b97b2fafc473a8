/**
 * Digium's and Sangoma's D-series XML: settings, accounts, contacts, keys.
 *
 * <p>Front door: {@code DigiumFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's HTTP configuration guide.
 */
@NullMarked
package org.trucephone.provisioning.format.digium;

import org.jspecify.annotations.NullMarked;
