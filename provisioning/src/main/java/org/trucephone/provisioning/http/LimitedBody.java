package org.trucephone.provisioning.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body, and breaks the connection off before it exceeds the limit. */
final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {

  /** The body announces, or turned out to have, more bytes than allowed. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("body too large");
    }
  }

  private final int maxBytes;
  private final boolean refused;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private Flow.@Nullable Subscription source;

  private LimitedBody(int maxBytes, boolean refused) {
    this.maxBytes = maxBytes;
    this.refused = refused;
  }

  static HttpResponse.BodyHandler<byte[]> handler(int maxBytes) {
    return info ->
        new LimitedBody(
            maxBytes, info.headers().firstValueAsLong("content-length").orElse(0) > maxBytes);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    if (refused) {
      subscription.cancel();
      body.completeExceptionally(new TooLargeException());
    } else {
      source = subscription;
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (body.isDone()) {
        return;
      }
      if (collected.size() + buffer.remaining() > maxBytes) {
        if (source != null) {
          source.cancel();
        }
        body.completeExceptionally(new TooLargeException());
        return;
      }
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      collected.writeBytes(part);
    }
  }

  @Override
  public void onError(Throwable problem) {
    body.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    body.complete(collected.toByteArray());
  }
}
