/**
 * Signalling as the phone sees it: what we ask ({@code SipPort}), what happens ({@code SipEvent}),
 * digest arithmetic.
 *
 * <p>Interfaces and values only; the stack behind them is {@code sip.jain}. Must never import
 * {@code javax.sip}, a socket or the phone.
 */
@NullMarked
package org.trucephone.firmware.sip;

import org.jspecify.annotations.NullMarked;
