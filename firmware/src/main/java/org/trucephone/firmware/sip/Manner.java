package org.trucephone.firmware.sip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How one account speaks on the wire where its telephone system wants more than the standards. Made
 * by a dialect; every method has the standards' answer. Pure, called on signalling's thread; two
 * manners that speak alike must be equal, or the account registers anew with every provisioning.
 */
public interface Manner {
  /** What the standards say. */
  Manner PLAIN = new Plain();

  /** The manner of whoever has none of its own. */
  record Plain() implements Manner {}

  /**
   * {@return headers of REGISTER besides the usual ones, instead of those of the same name}
   *
   * @param callId of our registration
   * @param first whether the server has not taken a REGISTER of ours since the account is in force
   */
  default Map<String, String> registerHeaders(String callId, boolean first, Duration expires) {
    return Map.of();
  }

  /** {@return parameters of the Contact in REGISTER, each with its leading semicolon} */
  default String contactParameters() {
    return "";
  }

  /** {@return the user part of our Contact: a name of the server's choice, or the user's} */
  default String contactUser(String user) {
    return user;
  }

  /** {@return whether REGISTER offers to keep a flow (RFC 5626) and names this instance} */
  default boolean namesFlow() {
    return true;
  }

  /**
   * {@return whether requests too long for a datagram go by TCP (RFC 3261 18.1.1) on an account
   * that is reached by UDP}
   */
  default boolean longByTcp() {
    return true;
  }

  /** {@return event packages its server tells of unasked, besides the usual ones} */
  default List<String> tells() {
    return List.of();
  }

  /**
   * {@return whether a notification nobody asked for is meant for us; otherwise it is answered and
   * forgotten}
   *
   * @param registerCallId of our registration
   */
  default boolean heeds(String event, String body, String registerCallId) {
    return true;
  }

  /**
   * {@return whether a REFER outside a call with such a body is a word to the phone, not a
   * transfer; it is answered 202 and comes as {@link SipEvent.Notified} of the event {@code refer}}
   */
  default boolean readsRefer(String contentType) {
    return false;
  }

  /** {@return parameters this phone's own side bears in From of requests and To of answers} */
  default Map<String, String> ownParameters() {
    return Map.of();
  }

  /** {@return whether Via asks where our packets come from (RFC 3581)} */
  default boolean asksPort() {
    return true;
  }

  /**
   * {@return the address the server gave this phone, its Contact in everything but REGISTER; "" if
   * it gave none}
   *
   * @param contacts values of Contact in the 200 to REGISTER
   */
  default String givenAddress(List<String> contacts) {
    return "";
  }

  /**
   * {@return what signs this account's messages, new; empty: they are not signed}
   *
   * @param chance fills octets with values that never come again
   */
  default Optional<MessageSigner> signer(SipAccount account, Consumer<byte[]> chance) {
    return Optional.empty();
  }
}
