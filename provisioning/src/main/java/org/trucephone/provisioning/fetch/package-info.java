/**
 * What fetching a file can come to, whatever carried it; what a file server reads from.
 *
 * <p>Front door: {@link org.trucephone.provisioning.fetch.FetchResult}. Plain values for any
 * thread. Must never import a transport.
 */
@NullMarked
package org.trucephone.provisioning.fetch;

import org.jspecify.annotations.NullMarked;
