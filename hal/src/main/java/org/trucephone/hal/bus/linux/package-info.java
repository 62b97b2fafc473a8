/**
 * The kernel's device files as {@link org.trucephone.hal.bus.Wires}: GPIO by the character device's
 * second interface, I²C by {@code i2c-dev}, SPI by {@code spidev}, called through the C library.
 *
 * <p>Front door: {@link org.trucephone.hal.bus.linux.LinuxWires}. Threads: one reader for each
 * input line that somebody listens to; the rest runs on its caller's. Numbers and layouts are those
 * of the kernel's {@code linux/gpio.h}, {@code i2c-dev.h} and {@code spi/spidev.h}. Never imports
 * Pi4J, a driver or a simulator.
 */
@NullMarked
package org.trucephone.hal.bus.linux;

import org.jspecify.annotations.NullMarked;
