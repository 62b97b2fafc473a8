/**
 * The wires, as a driver sees them: one transaction, one line, one edge.
 *
 * <p>Front door: {@link org.trucephone.hal.bus.Buses}. Interfaces only; implementations live in
 * {@code bus.pi4j} (hardware and simulation alike go through it). Must never import Pi4J, a driver
 * or a simulator.
 */
@NullMarked
package org.trucephone.hal.bus;

import org.jspecify.annotations.NullMarked;
