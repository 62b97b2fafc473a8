/**
 * Cisco's desk phones: enterprise ({@code SEPMAC.cnf.xml}) and 7940/7960 with SIP ({@code
 * SIPMAC.cnf}).
 *
 * <p>Front door: {@code CiscoPersona}. Pure data. Must never import a transport.
 */
@NullMarked
package org.trucephone.provisioning.persona.cisco;

import org.jspecify.annotations.NullMarked;
