package org.trucephone.firmware.service.format;

import java.net.URI;
import java.util.Optional;
import org.trucephone.firmware.service.ServicePage;
import org.trucephone.firmware.service.format.cisco.CiscoServicePage;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.XmlTree;

/** Reads a page; which make wrote it is seen from its first element. */
public final class ServicePages {
  private ServicePages() {}

  /**
   * {@return what the document shows, or empty if it is no page of a make known here}
   *
   * @param from where it was fetched: addresses in it may be relative
   */
  public static Optional<ServicePage> read(URI from, byte[] document) {
    // Scripts written by hand forget to escape the ampersands of addresses.
    String text = Bodies.text(document).replaceAll("&(?!#?\\w{1,8};)", "&amp;");
    return XmlTree.read(text).flatMap(tree -> CiscoServicePage.read(from, tree));
  }
}
