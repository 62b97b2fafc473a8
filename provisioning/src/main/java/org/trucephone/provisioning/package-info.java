/**
 * From a server's address to settings: asks for the files a persona wants, reads them, keeps the
 * last good ones, and says what is wrong.
 *
 * <p>Front door: {@link org.trucephone.provisioning.Provisioner}. Calls block on network and disk:
 * use a virtual thread, one call at a time per data folder. Must never import a vendor's package.
 */
@NullMarked
package org.trucephone.provisioning;

import org.jspecify.annotations.NullMarked;
