/**
 * Cisco's files: {@code SIPDefault.cnf} and {@code SIP<MAC>.cnf} of the 7940/7960, {@code
 * SEP<MAC>.cnf.xml} of the enterprise phones, {@code XMLDefault.cnf.xml}, dial templates.
 *
 * <p>Front door: {@code Formats}; nothing outside names these classes. Any thread. Pure: must never
 * import a socket, a thread, a clock or a logger.
 */
@NullMarked
package org.trucephone.provisioning.format.cisco;

import org.jspecify.annotations.NullMarked;
