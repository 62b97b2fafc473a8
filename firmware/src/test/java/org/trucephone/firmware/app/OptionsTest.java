package org.trucephone.firmware.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void theDefaultsAreTheDemo() throws OptionException {
    Options options = Options.parse();
    assertEquals("virtual", options.board());
    assertEquals(8080, options.panelPort());
    assertEquals("browser", options.audio());
  }

  @Test
  void everyOptionIsRead() throws OptionException {
    Options options =
        Options.parse(
            "--server",
            "tftp://127.0.0.1:6969/",
            "--mac",
            "00:11:22:aa:bb:cc",
            "--persona",
            "Auto",
            "--board",
            "b.toml",
            "--data",
            "d",
            "--panel",
            "127.0.0.2:0",
            "--mic",
            "in.wav",
            "--speaker",
            "out.wav",
            "--codecs",
            "g.722,pcmu",
            "--sip-port=0",
            "--rtp-ports",
            "20000-20010",
            "--auto-answer",
            "--exit-after",
            "60",
            "--offline");
    assertEquals("001122AABBCC", options.mac());
    assertEquals("wav", options.audio());
    assertEquals(Path.of("in.wav"), options.mic());
    assertEquals(List.of("G722", "PCMU"), options.codecs());
    assertEquals(0, options.sipPort());
    assertEquals(20010, options.rtpLast());
    assertTrue(options.autoAnswer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sever x|Option --sever is not known. Did you mean --server?",
        "--zzzzzz|Option --zzzzzz is not known. See --help for all of them.",
        "--mac 12|Option --mac: \"12\" is not a MAC address like 00:11:22:33:44:55.",
        "--sip-port 506O|Option --sip-port: \"506O\" is not a number from 0 to 65535.",
        "--server|Option --server needs a value. See --help.",
        "--server pbx|Option --server: \"pbx\" is not an address like tftp://10.0.0.5/ or http://10.0.0.5/phones/.",
        "--audio tape|Option --audio: \"tape\" is none of wav, null, browser, alsa[:DEVICE].",
        "--codecs MP3|Option --codecs: \"MP3\" is none of OPUS, G722, PCMA, PCMU, G729.",
        "--rtp-ports 5|Option --rtp-ports: \"5\" is not a range like 16384-16483.",
        "--direct --server tftp://h/|Options --direct and --server exclude each other: choose one.",
      })
  void aWrongOptionIsRefusedInOneSentence(String line, String sentence) {
    OptionException refused =
        assertThrows(OptionException.class, () -> Options.parse(line.split(" ")));
    assertEquals(sentence, refused.getMessage());
  }
}
