package org.trucephone.firmware.sip.jain;

import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.NameAddr;

/** Sends answers and finds whose a request is. Thread {@code sip-out}. */
final class Answers {
  private final Core core;
  private final Messages messages;
  private final Signing signing;

  Answers(Core core, Messages messages) {
    this.core = core;
    this.messages = messages;
    this.signing = new Signing(messages);
  }

  void send(ServerTransaction transaction, Response response) {
    int status = response.getStatusCode();
    core.trace.add("→ " + status + " to " + Messages.method(response));
    try {
      Access access = owner(transaction.getRequest());
      if (access != null) {
        signing.finish(access, response);
      }
      transaction.sendResponse(response);
    } catch (SipException | InvalidArgumentException | ParseException e) {
      core.trace.add("! " + status + " not sent: " + e.getMessage());
    }
  }

  /** Answers with a status and no more. */
  void refuse(Request request, ServerTransaction transaction, int status) throws Exception {
    send(transaction, messages.response(request, status, null));
  }

  /**
   * {@return the account a request is for, by the user of its URI, else of To; the only account
   * where the URI names no user; null if it is for nobody here}
   */
  @Nullable Access owner(Request request) {
    String user = Messages.requestUser(request);
    String to = String.valueOf(Messages.value(request, "To"));
    String toUri = to.replaceAll("^[^<]*<", "").replaceAll(">.*", "");
    String toUser = NameAddr.user(toUri);
    Access best = null;
    int most = 0;
    for (Access access : core.accounts()) {
      String mine = access.account.user();
      int score =
          (mine.equals(user) || access.contactUser().equals(user) ? 4 : mine.equals(toUser) ? 2 : 0)
              + (access.ownHost(NameAddr.host(toUri)) ? 1 : 0);
      if (score >= 2 && score > most) {
        most = score;
        best = access;
      }
    }
    if (best == null && user.isEmpty() && core.accounts().size() == 1) {
      return core.accounts().iterator().next();
    }
    return best;
  }
}
