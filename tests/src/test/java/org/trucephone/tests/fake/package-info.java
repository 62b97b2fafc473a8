/**
 * Telephone systems that cannot run here, written from their makers' public descriptions and strict
 * about what those demand: a handset that bends a rule is told so by the test.
 *
 * <p>Front door: one class a system. They share the text codec and sockets of this package and
 * nothing of the phone's. Each reads on threads of its own; tests call from theirs.
 */
@NullMarked
package org.trucephone.tests.fake;

import org.jspecify.annotations.NullMarked;
