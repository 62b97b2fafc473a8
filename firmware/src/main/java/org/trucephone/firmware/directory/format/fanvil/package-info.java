/** Fanvil's XML phone book, read by the room above. Data only. */
@NullMarked
package org.trucephone.firmware.directory.format.fanvil;

import org.jspecify.annotations.NullMarked;
