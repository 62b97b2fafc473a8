/**
 * The table of telephone systems and what works with each, made from what tests said. Knows reports
 * and text only; must never import the phone.
 */
@NullMarked
package org.trucephone.tests.systems;

import org.jspecify.annotations.NullMarked;
