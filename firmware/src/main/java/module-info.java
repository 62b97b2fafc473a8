/** The phone: signalling, media, screens, composition. */
module org.trucephone.firmware {
  requires org.trucephone.hal;
  requires org.trucephone.provisioning;
  requires jain.sip.ri;
  requires org.tinylog.api;
  requires com.grack.nanojson;
  requires java.desktop;
  requires java.management;
  requires jdk.httpserver;
  requires static org.jspecify;

  exports org.trucephone.firmware.app;

  // The SIP stack loads its logger, router, valve and sockets by class name.
  exports org.trucephone.firmware.sip.jain to
      jain.sip.ri;
}
