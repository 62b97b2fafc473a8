/**
 * Fetches pages of services.
 *
 * <p>Front door: {@link org.trucephone.firmware.service.http.ServiceFetcher}; each page on a
 * virtual thread of its own. Must never import the phone.
 */
@NullMarked
package org.trucephone.firmware.service.http;

import org.jspecify.annotations.NullMarked;
