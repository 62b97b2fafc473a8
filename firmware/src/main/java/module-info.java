/** The phone: signalling, media, screens, composition. */
module org.trucephone.firmware {
  requires org.trucephone.hal;
  requires org.trucephone.provisioning;
  requires jain.sip.ri;
  requires org.tinylog.api;
  requires org.tinylog.impl;
  requires com.grack.nanojson;
  requires org.dnsjava;
  requires unboundid.ldapsdk;
  requires io.nayuki.qrcodegen;
  requires jdk.httpserver;
  requires java.net.http;
  requires java.xml;
  requires static org.bouncycastle.provider; // keys agreed by DTLS; the phone runs without
  requires static org.bouncycastle.tls;
  requires static java.desktop; // tests decode pictures
  requires static jdk.management; // tests measure allocation
  requires static org.jspecify;

  exports org.trucephone.firmware.app;
  // The logger makes its writer of the last lines by class name.
  exports org.trucephone.firmware.admin to
      org.tinylog.api,
      org.tinylog.impl;

  // The SIP stack loads its logger, router, valve and sockets by class name.
  exports org.trucephone.firmware.sip.jain to
      jain.sip.ri;
}
