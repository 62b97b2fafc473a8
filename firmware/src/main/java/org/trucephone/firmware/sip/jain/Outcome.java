package org.trucephone.firmware.sip.jain;

import javax.sip.Dialog;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.TransportFault;

/** What became of a request. Called on {@code sip-out}; one of the last two comes once. */
interface Outcome {
  /** 1xx, 100 included. */
  default void provisional(Response response, @Nullable Dialog dialog) throws Exception {}

  /**
   * A final answer, after digest was tried.
   *
   * @param sent the request as last sent
   * @param credentialsRefused our credentials were sent and not taken
   */
  void answered(
      Request sent, Response response, @Nullable Dialog dialog, boolean credentialsRefused)
      throws Exception;

  /** No answer. */
  void failed(Request sent, TransportFault fault, String detail) throws Exception;
}
