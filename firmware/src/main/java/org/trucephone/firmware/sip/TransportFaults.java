package org.trucephone.firmware.sip;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What a failed send means. Pure. */
public final class TransportFaults {
  private TransportFaults() {}

  /** {@return the fault behind an exception or one of its causes} */
  public static TransportFault of(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof NoRouteToHostException) {
        return TransportFault.UNREACHABLE;
      }
      if (e instanceof CertificateException) {
        return TransportFault.CERTIFICATE;
      }
      if (e instanceof SSLException && !(e.getCause() instanceof CertificateException)) {
        return TransportFault.ENCRYPTION;
      }
      if (e instanceof SocketTimeoutException) {
        return TransportFault.NO_ANSWER;
      }
      if (e instanceof ConnectException || says(e, "connection refused")) {
        return says(e, "unreachable")
            ? TransportFault.UNREACHABLE
            : says(e, "timed out") ? TransportFault.NO_ANSWER : TransportFault.CONNECTION_REFUSED;
      }
      if (e instanceof IOException && e.getCause() == null) {
        return TransportFault.UNREACHABLE;
      }
    }
    return TransportFault.NOT_SENT;
  }

  /** {@return a sentence with the host and port} */
  public static String detail(TransportFault fault, String target) {
    return switch (fault) {
      case CONNECTION_REFUSED -> target + " refuses the connection";
      case UNREACHABLE -> target + " cannot be reached";
      case NO_ANSWER -> "No answer from " + target;
      case NAME_NOT_FOUND -> "Name of " + target + " not found";
      case CERTIFICATE -> "The certificate of " + target + " is not trusted";
      case ENCRYPTION -> "No encrypted connection to " + target;
      case UNPROVEN -> target + " does not prove that it is the server";
      case NOT_SENT -> "The request to " + target + " could not be sent";
    };
  }

  /** {@return a sentence with the host and port, and why where a certificate was refused} */
  public static String detail(TransportFault fault, String target, Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof CertificateException && e.getMessage() != null) {
        return target + ": " + e.getMessage();
      }
      if (fault == TransportFault.ENCRYPTION && e instanceof SSLException) {
        return detail(fault, target) + ": " + e.getMessage();
      }
    }
    return detail(fault, target);
  }

  private static boolean says(Throwable e, String words) {
    return e.getMessage() != null && e.getMessage().toLowerCase(Locale.ROOT).contains(words);
  }
}
