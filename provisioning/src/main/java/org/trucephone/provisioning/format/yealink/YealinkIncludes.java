package org.trucephone.provisioning.format.yealink;

import java.util.Arrays;
import java.util.Locale;
import org.trucephone.provisioning.format.ParseContext;

/** Which include lines go for this phone. */
final class YealinkIncludes {
  private YealinkIncludes() {}

  /** Lines without a model go for all; with the phone's model unknown, so do those with one. */
  static boolean goesFor(YealinkText.Include include, ParseContext context) {
    if (include.models().isEmpty() || context.model().isEmpty()) {
      return true;
    }
    return Arrays.stream(include.models().split(","))
        .anyMatch(m -> bare(m).equals(bare(context.model())));
  }

  private static String bare(String model) {
    return model.strip().toUpperCase(Locale.ROOT).replaceFirst("^SIP-?", "");
  }
}
