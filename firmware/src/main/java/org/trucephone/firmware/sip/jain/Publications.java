package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import javax.sip.Dialog;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;

/** PUBLISH of our own state (RFC 3903). Thread {@code sip-out}. */
final class Publications {
  private final Core core;
  private final Messages messages;
  private final Sender sender;
  private final Map<String, Publication> all = new HashMap<>();

  private static final class Publication {
    final Access access;
    final String event;
    final Duration expires;
    String contentType;
    String body;

    /** SIP-ETag of what the server holds; "" if nothing. */
    String tag = "";

    boolean underWay;
    boolean changed;
    @Nullable Future<?> next;

    Publication(Access access, String event, String contentType, String body, Duration expires) {
      this.access = access;
      this.event = event;
      this.contentType = contentType;
      this.body = body;
      this.expires = expires;
    }
  }

  Publications(Core core, Messages messages, Sender sender) {
    this.core = core;
    this.messages = messages;
    this.sender = sender;
  }

  void publish(Access access, String event, String contentType, String body, Duration expires)
      throws Exception {
    String key = access.index() + " " + event;
    Publication known = all.get(key);
    if (known == null || known.access != access) {
      if (known != null) {
        cancel(known);
      }
      known = new Publication(access, event, contentType, body, expires);
      all.put(key, known);
    }
    known.contentType = contentType;
    known.body = body;
    if (known.underWay) {
      known.changed = true;
    } else {
      send(known, true);
    }
  }

  private static void cancel(Publication publication) {
    Future<?> next = publication.next;
    if (next != null) {
      next.cancel(false);
    }
  }

  private void send(Publication publication, boolean tell) throws Exception {
    cancel(publication);
    Access access = publication.access;
    if (access.retired) {
      return;
    }
    publication.underWay = true;
    publication.changed = false;
    String record = Messages.addressOfRecord(access);
    Request request =
        messages.request(
            Request.PUBLISH,
            record,
            access,
            record,
            Wire.token() + "@" + access.localHost,
            Wire.token(),
            1);
    messages.preload(request, access);
    messages.set(request, "Event", publication.event);
    messages.set(request, "Expires", Long.toString(publication.expires.toSeconds()));
    if (!publication.tag.isEmpty()) {
      messages.set(request, "SIP-If-Match", publication.tag);
    }
    messages.body(request, publication.contentType, publication.body);
    sender.send(access, request, true, null, new Result(publication, tell));
  }

  /** One PUBLISH that leaves nothing to refresh. */
  void report(Access access, String to, String event, String contentType, String body)
      throws Exception {
    String id = Wire.token() + "@" + access.localHost;
    Request request = messages.request(Request.PUBLISH, to, access, to, id, Wire.token(), 1);
    messages.set(request, "Event", event);
    messages.set(request, "Expires", "0");
    messages.body(request, contentType, body);
    sender.sendDirect(
        access,
        request,
        new Outcome() {
          @Override
          public void answered(
              Request sent, Response response, @Nullable Dialog dialog, boolean refused) {
            core.emit(new SipEvent.Published(access.index(), event, response.getStatusCode()));
          }

          @Override
          public void failed(Request sent, TransportFault fault, String detail) {
            core.emit(new SipEvent.Published(access.index(), event, 0));
          }
        });
  }

  private final class Result implements Outcome {
    private final Publication publication;
    private final boolean tell;

    Result(Publication publication, boolean tell) {
      this.publication = publication;
      this.tell = tell;
    }

    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog dialog, boolean credentialsRefused)
        throws Exception {
      publication.underWay = false;
      int status = response.getStatusCode();
      if (status == 412 && !publication.tag.isEmpty()) {
        publication.tag = ""; // the server forgot what we published: anew (RFC 3903 4.4)
        send(publication, tell);
        return;
      }
      if (status < 300) {
        String tag = Messages.value(response, "SIP-ETag");
        publication.tag = tag == null ? "" : tag;
        long granted = Messages.seconds(response, "Expires");
        long seconds = granted > 0 ? granted : publication.expires.toSeconds();
        publication.next =
            core.later(
                Duration.ofSeconds(Math.max(5, seconds * 9 / 10)), () -> send(publication, false));
      }
      over(status);
    }

    @Override
    public void failed(Request sent, TransportFault fault, String detail) throws Exception {
      publication.underWay = false;
      publication.next = core.later(Duration.ofSeconds(60), () -> send(publication, false));
      over(0);
    }

    private void over(int status) throws Exception {
      if (tell) {
        core.emit(new SipEvent.Published(publication.access.index(), publication.event, status));
      }
      if (publication.changed) {
        send(publication, true);
      }
    }
  }
}
