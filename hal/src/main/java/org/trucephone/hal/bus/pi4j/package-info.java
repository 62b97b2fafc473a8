/**
 * Pi4J, once: a context with our own providers, and adapters from its devices to {@code hal.bus}.
 *
 * <p>Front door: {@link org.trucephone.hal.bus.pi4j.Pi4jBuses}. Any thread may use a device; an I²C
 * bus carries one transaction at a time. The only importer of {@code com.pi4j}; must never import a
 * driver or a simulator: what lies behind a provider is a {@link org.trucephone.hal.bus.Wires}.
 */
@NullMarked
package org.trucephone.hal.bus.pi4j;

import org.jspecify.annotations.NullMarked;
