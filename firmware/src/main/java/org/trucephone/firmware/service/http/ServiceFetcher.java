package org.trucephone.firmware.service.http;

import java.net.URI;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.trucephone.firmware.service.ServicePage;
import org.trucephone.firmware.service.format.ServicePages;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Validators;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.http.HttpLimits;

/** Fetches one page after another; what goes wrong becomes a page that says so. */
public final class ServiceFetcher implements AutoCloseable {
  private static final String AGENT = "Truce";

  private final HttpFetcher fetcher;
  private final Consumer<ServicePage> shown;

  /**
   * @param shown hears each page on a thread of this fetcher; must only post
   */
  public ServiceFetcher(SSLContext tls, Consumer<ServicePage> shown) {
    this.fetcher = new HttpFetcher(HttpLimits.USUAL, tls);
    this.shown = shown;
  }

  /** Fetches a page; returns at once. */
  public void fetch(URI address) {
    Thread.ofVirtual().name("service").start(() -> shown.accept(page(address)));
  }

  private ServicePage page(URI address) {
    String host = String.valueOf(address.getHost());
    return switch (fetcher.fetch(address, Validators.NONE, null, AGENT)) {
      case FetchResult.Fetched fetched ->
          ServicePages.read(address, fetched.content())
              .orElseGet(() ->
                  trouble(
                      "What "
                          + host
                          + " sent is no page this phone can show."
                          + " Tell your administrator: "
                          + address.getPath()));
      case FetchResult.Unchanged _ -> trouble("The page of " + host + " has not changed.");
      case FetchResult.Failed failed -> trouble(failed.sentence());
    };
  }

  private static ServicePage trouble(String sentence) {
    return ServicePage.text("Services", sentence);
  }

  @Override
  public void close() {
    fetcher.close();
  }
}
