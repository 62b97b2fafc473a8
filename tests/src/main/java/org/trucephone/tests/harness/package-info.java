/**
 * What the tests drive from outside: the phone as a child process, its panel, softphones and
 * telephone systems as peers, and sounds to recognise.
 *
 * <p>Front door: {@link org.trucephone.tests.harness.PhoneProcess}. Used from one test's thread at
 * a time. It never imports the phone's own classes: it knows what a person with a browser knows.
 */
@NullMarked
package org.trucephone.tests.harness;

import org.jspecify.annotations.NullMarked;
