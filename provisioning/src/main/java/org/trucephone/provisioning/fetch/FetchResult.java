package org.trucephone.provisioning.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one request for one file. */
public sealed interface FetchResult {

  /**
   * The whole file arrived.
   *
   * @param content its bytes; the receiver owns the array
   * @param validators what to send along to ask for it again only if it changed
   * @param notes oddities worth a finding, one sentence each
   */
  record Fetched(byte[] content, Validators validators, List<String> notes) implements FetchResult {
    public Fetched {
      notes = List.copyOf(notes);
    }
  }

  /** The server says that the copy described by the validators is still the current one. */
  record Unchanged() implements FetchResult {}

  /**
   * No file.
   *
   * @param kind for decisions
   * @param sentence for people: what is wrong, with whom
   */
  record Failed(Kind kind, String sentence) implements FetchResult {}

  /** Why there is no file. */
  enum Kind {
    /** The server answered that it has no such file. */
    NOT_FOUND,
    /** The server answered that we may not have the file, whoever we are. */
    DENIED,
    /** The server wants a user name and password, or another one. */
    UNAUTHORISED,
    /** No answer, or the answer stopped. */
    TIMEOUT,
    /** The host is there, but nothing listens on the port. */
    REFUSED,
    /** The name has no address, or there is no route to it. */
    UNREACHABLE,
    /** The server's certificate is not trusted or belongs to another name. */
    CERTIFICATE,
    /** The file exceeds the size limit. */
    TOO_LARGE,
    /** The server reports a failure of its own. */
    SERVER_ERROR,
    /** The server breaks the rules of the protocol, or the file is cut off. */
    PROTOCOL,
    /** Our own network socket failed, or the phone is shutting down. */
    LOCAL;

    /** {@return whether the server as a whole cannot be used now, so asking it for more is vain} */
    public boolean serverLost() {
      return switch (this) {
        case TIMEOUT, REFUSED, UNREACHABLE, CERTIFICATE, LOCAL, UNAUTHORISED -> true;
        case NOT_FOUND, DENIED, TOO_LARGE, SERVER_ERROR, PROTOCOL -> false;
      };
    }
  }

  /**
   * A version of a file as its server named it (RFC 9110 8.8).
   *
   * @param etag entity tag as sent, quotes included
   * @param lastModified HTTP date as sent
   */
  record Validators(@Nullable String etag, @Nullable String lastModified) {
    /** Nothing known. */
    public static final Validators NONE = new Validators(null, null);
  }
}
