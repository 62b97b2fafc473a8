package org.trucephone.firmware.call;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EmergencyTest {
  @Test
  void emergencyNumbersAreTheWorldsAndTheCountrys() {
    assertTrue(Emergency.is("112", "") && Emergency.is("911", "de") && Emergency.is("999", "GB"));
    assertFalse(Emergency.is("999", "DE") || Emergency.is("1122", "") || Emergency.is("", ""));
  }
}
