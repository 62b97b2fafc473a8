package org.trucephone.provisioning;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Settings;

/**
 * What provisioning came to.
 *
 * <p>{@code source}, {@code persona} and {@code files} belong to the configuration in {@code
 * settings}, or, when there is none, to the attempt.
 *
 * @param source the server, without credentials, {@code tftp://10.0.0.5/}
 * @param persona the persona that was answered
 * @param files names as asked for, in the order read
 * @param settings what to work with; null when there is nothing at all
 * @param findings about the files just fetched, also when they were refused; about the stored ones
 *     when the server gave none
 * @param problem what is wrong, for people, in one or two sentences; null when nothing is. The
 *     caller tries again later
 * @param fromLastGood whether {@code settings} were stored by an earlier call
 * @param unchanged whether {@code settings} were made from the same bytes as those in force before
 *     this call: a phone that has applied them need not do so again
 */
public record Outcome(
    String source,
    String persona,
    List<String> files,
    @Nullable Settings settings,
    List<Finding> findings,
    @Nullable String problem,
    boolean fromLastGood,
    boolean unchanged) {
  public Outcome {
    files = List.copyOf(files);
    findings = List.copyOf(findings);
  }
}
