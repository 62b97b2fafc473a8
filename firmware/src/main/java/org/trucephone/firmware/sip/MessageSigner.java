package org.trucephone.firmware.sip;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Proves each of an account's messages to its server, and the server's to us, where a telephone
 * system signs all of them. Made by a {@link Manner}; keeps the account's keys; called on
 * signalling's thread only.
 */
public interface MessageSigner {
  /**
   * What a signature may cover: header values letter for letter as on the wire, "" for one that is
   * absent.
   *
   * @param asserted P-Asserted-Identity, or P-Preferred-Identity where there is none
   * @param status of a response, "" of a request
   */
  record Fields(
      String callId,
      String cseq,
      String from,
      String to,
      String asserted,
      String expires,
      String status) {}

  /** A header to put in. */
  record Proof(String name, String value) {}

  /** What to do about a challenge. */
  enum Verdict {
    /** Send the request again, with what {@link Attempt#proof} says now. */
    RETRY,
    /** The server does not take our name and password. */
    REFUSED,
    /** The server offers no check this phone knows. */
    UNKNOWN_SCHEME
  }

  /** One request with its retries. */
  interface Attempt {
    /**
     * Takes in 401 or 407.
     *
     * @param proxy whether it was 407
     * @param challenges values of its WWW-Authenticate or Proxy-Authenticate headers
     */
    Verdict challenged(boolean proxy, List<String> challenges, Instant now);

    /** {@return what the request must carry now; empty: nothing yet} */
    Optional<Proof> proof(Fields request);

    /**
     * {@return why the answer is not to be believed; "" if it is}
     *
     * @param head of the answer as it came
     */
    String fault(Fields answer, String head);
  }

  /**
   * {@return a new attempt}
   *
   * @param registers whether it is a REGISTER, with which keys may be made anew
   */
  Attempt attempt(boolean registers, Instant now);

  /** {@return what a message must carry that is no attempt's: ACK, CANCEL, an answer of ours} */
  Optional<Proof> proof(Fields message);

  /**
   * {@return why a request of the server's is not to be believed; "" if it is}
   *
   * @param head of the request as it came
   */
  String fault(Fields request, String head);

  /** Drops the keys: the next REGISTER signs in anew. */
  void forget();
}
