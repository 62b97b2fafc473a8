package org.trucephone.provisioning.discovery;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A place where settings may be had.
 *
 * @param server folder of a server: {@code tftp}, {@code http} or {@code https}, ends with a slash
 * @param file a file named there for this phone, relative to the folder; null when none was
 * @param persona whose option this is, or "auto" when any make uses it
 * @param origin how it was learnt, such as {@code DHCP option 66}
 */
public record Place(URI server, @Nullable String file, String persona, String origin) {}
