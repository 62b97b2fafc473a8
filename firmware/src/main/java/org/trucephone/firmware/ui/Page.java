package org.trucephone.firmware.ui;

/** Pages the person opens; what calls and start-up show is not among them. */
enum Page {
  MENU,
  HISTORY,
  CONTACTS,
  STATUS,
  ABOUT,
  WHY,
  ORIGINS,
  SERVICES
}
