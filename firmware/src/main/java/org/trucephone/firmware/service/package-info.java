/**
 * Pages a telephone system's web server puts on the display: menus, directories, texts, a question.
 *
 * <p>Front door: {@link org.trucephone.firmware.service.ServicePage}, in no maker's words; readers
 * live in {@code format}, fetching in {@code http}. Data only; must never import the phone.
 */
@NullMarked
package org.trucephone.firmware.service;

import org.jspecify.annotations.NullMarked;
