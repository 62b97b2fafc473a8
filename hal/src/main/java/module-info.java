/** Hardware abstraction: keypads, displays, codec chips, indicators; real or simulated. */
module org.trucephone.hal {
  requires com.pi4j;
  requires org.tinylog.api;
  requires org.tomlj;
  requires static jdk.management; // tests measure allocation
  requires static org.jspecify;

  exports org.trucephone.hal;
  exports org.trucephone.hal.audio;
  exports org.trucephone.hal.board;
  exports org.trucephone.hal.bus;
  exports org.trucephone.hal.bus.linux to
      org.trucephone.firmware;
  exports org.trucephone.hal.bus.pi4j to
      org.trucephone.firmware;
  exports org.trucephone.hal.display;
  exports org.trucephone.hal.indicator;
  exports org.trucephone.hal.keypad;
  exports org.trucephone.hal.sim to
      org.trucephone.firmware;
}
