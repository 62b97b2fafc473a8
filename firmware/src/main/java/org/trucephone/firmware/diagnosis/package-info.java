/**
 * Why not? From what was seen of the network and the server to one sentence, one proof, one next
 * step.
 *
 * <p>Front door: {@link org.trucephone.firmware.diagnosis.WhyNot}. Pure: evidence in, diagnosis
 * out; any thread. Never accuses anybody without proof: where two causes fit it names neither. Must
 * never import sockets, clocks, the stack or the phone.
 */
@NullMarked
package org.trucephone.firmware.diagnosis;

import org.jspecify.annotations.NullMarked;
