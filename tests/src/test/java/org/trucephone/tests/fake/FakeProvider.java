package org.trucephone.tests.fake;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account at a provider of telephone numbers, shaped as Skype's for business was: a long account
 * number that every From must bear, every call challenged anew, numbers in their international
 * form, the caller's number asserted by the provider. No transfer, no lamps, no messages.
 */
public final class FakeProvider extends FakeOffice {
  private static final Map<String, String> REFUSED =
      Map.of("+4930000404", "404 Unknown number", "+4930000402", "402 Your credit is used up");

  /** Listens for one account of a domain. */
  public FakeProvider(String domain, String account, String password) throws IOException {
    super(domain, domain, null);
    account(account, password);
    start();
  }

  @Override
  int expires() {
    return 120;
  }

  @Override
  @Nullable SipText refused(SipText request, String number) {
    String to = SipText.uriOf(request.header("To"));
    if (!to.endsWith("@" + domain())) {
      problem("a call outside the domain: " + to);
    }
    String refusal =
        number.matches("\\+[1-9][0-9]{6,14}")
            ? REFUSED.get(number)
            : "484 Number is not international";
    if (refusal == null) {
      return null;
    }
    int status = Integer.parseInt(refusal.substring(0, 3));
    String words = refusal.substring(4);
    return response(request, status, words).add("Reason", "Q.850;cause=1;text=\"" + words + "\"");
  }

  @Override
  void dress(SipText invite, String number, String name) {
    invite
        .set("From", "<sip:anonymous@anonymous.invalid>;tag=" + invite.tag("From"))
        .add("Privacy", "id")
        .add(
            "P-Asserted-Identity",
            "\"%s\" <sip:%s@%s;user=phone>".formatted(name, number, domain()));
  }

  @Override
  String product() {
    return "Provider edge 4.2";
  }
}
