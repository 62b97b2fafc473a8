/**
 * Polycom's and Poly's XML: master files, configuration by attributes, directories, licences.
 *
 * <p>Front door: {@code PolycomFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's administrator guides (UC Software).
 */
@NullMarked
package org.trucephone.provisioning.format.polycom;

import org.jspecify.annotations.NullMarked;
