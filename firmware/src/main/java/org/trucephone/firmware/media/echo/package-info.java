/**
 * Echo, noise and level of the microphone, before anything is encoded.
 *
 * <p>Front door: {@link org.trucephone.firmware.media.echo.MouthProcessor}. Audio thread only,
 * after it is made; allocates nothing in a period. Native code (libspeexdsp) is called here and
 * nowhere else in media. Never imports sockets, sip or phone.
 */
@NullMarked
package org.trucephone.firmware.media.echo;

import org.jspecify.annotations.NullMarked;
