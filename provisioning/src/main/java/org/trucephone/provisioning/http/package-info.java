/**
 * HTTP and HTTPS: fetching with validators, credentials, limits and typed failures, and a small
 * file server.
 *
 * <p>Front door: {@link org.trucephone.provisioning.http.HttpFetcher}. Calls block: use a virtual
 * thread. Must never import TFTP, a persona or a file format. Ruled by RFC 9110, 7616, 7617.
 */
@NullMarked
package org.trucephone.provisioning.http;

import org.jspecify.annotations.NullMarked;
