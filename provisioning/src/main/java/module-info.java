/** Provisioning: fetching, reading and storing configurations. */
module org.trucephone.provisioning {
  requires org.tinylog.api;
  requires org.tomlj;
  requires com.grack.nanojson;
  requires java.net.http;
  requires java.xml;
  requires jdk.httpserver;
  requires static org.jspecify;

  exports org.trucephone.provisioning;
  exports org.trucephone.provisioning.discovery;
  exports org.trucephone.provisioning.fetch;
  exports org.trucephone.provisioning.format;
  exports org.trucephone.provisioning.http;
  exports org.trucephone.provisioning.persona;
  exports org.trucephone.provisioning.settings;
  exports org.trucephone.provisioning.store;
  exports org.trucephone.provisioning.tftp;
}
