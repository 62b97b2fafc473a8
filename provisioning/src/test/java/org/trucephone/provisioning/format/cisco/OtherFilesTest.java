package org.trucephone.provisioning.format.cisco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.Outcome;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.settings.Setting;

class OtherFilesTest {

  @Test
  void theDefaultFileNamesTheModelsFirmware() {
    byte[] bytes = Fixtures.XML_DEFAULT.getBytes(StandardCharsets.UTF_8);
    ParsedFile file = Formats.parse("XMLDefault.cnf.xml", bytes, new ParseContext("CP-7945G", ""));
    assertEquals("cisco-xmldefault", file.format());
    assertEquals("SIP45.9", Setting.value(file.settings().general().firmware()));
    ParsedFile unknownModel = Formats.parse("XMLDefault.cnf.xml", bytes, ParseContext.NONE);
    assertNull(unknownModel.settings().general().firmware());
  }

  @Test
  void dialPlansAreFollowed() {
    ParsedFile file = Fixtures.parse("dialplan.xml", Fixtures.DIALPLAN);
    assertEquals("cisco-dialplan", file.format());
    assertEquals(2, file.count(Outcome.MAPPED));
    assertEquals(0, file.findings().size());
  }
}
