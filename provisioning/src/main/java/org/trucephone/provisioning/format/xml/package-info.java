/**
 * XML as desk phones read it: damage is read over and told, never fatal. All of the recovery rules
 * are here; document types and entities are never followed.
 *
 * <p>Front door: {@code XmlReader}. Any thread. Pure: must never import a socket, a clock, a logger
 * or a vendor's format.
 */
@NullMarked
package org.trucephone.provisioning.format.xml;

import org.jspecify.annotations.NullMarked;
