/**
 * Signalling over JAIN-SIP behind {@code SipPort}; the only package that may import {@code
 * javax.sip} or {@code gov.nist}.
 *
 * <p>Front door: {@link org.trucephone.firmware.sip.jain.JainSip}. Threads: the stack's own call
 * {@code EventsIn}, which creates the server transaction, posts and returns; everything else (all
 * state, all requests and answers) runs on one thread {@code sip-out}. Names are looked up and TCP
 * requests are sent on virtual threads, which block. Nothing of the stack leaves the package:
 * events hold text, numbers and our own records. The classes the stack loads by name are public and
 * the package is exported to it for that reason alone. Must never import the phone or media.
 *
 * <p>{@code Sender} is a little longer than 400 lines: one request's way from name to answer, with
 * every turn it can take.
 */
@NullMarked
package org.trucephone.firmware.sip.jain;

import org.jspecify.annotations.NullMarked;
