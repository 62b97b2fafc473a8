package org.trucephone.hal.sim;

/** A simulated codec chip as {@link SimPcm} sees it. */
public interface SimCodec {
  /** {@return what its registers let through now}. Safe for any thread; allocates nothing. */
  SimGains gains();
}
