package org.trucephone.provisioning.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trucephone.provisioning.settings.DigitMap;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

/** Every make's dial plan, as its files write it, against numbers people dial. */
class DialPlansTest {
  /** File name and contents with a place for the plan. */
  private static final Map<String, List<String>> FILES =
      Map.ofEntries(
          Map.entry(
              "spa",
              List.of(
                  "spa001122334455.cfg",
                  "<flat-profile><User_ID_1_>1</User_ID_1_><Dial_Plan_1_>%s</Dial_Plan_1_></flat-profile>")),
          Map.entry("sep", List.of("dialplan.xml", "<DIALTEMPLATE>%s</DIALTEMPLATE>")),
          Map.entry(
              "avaya", List.of("46xxsettings.txt", "SET SIPDOMAIN pbx\nSET DIALPLAN \"%s\"\n")),
          Map.entry(
              "nortel",
              List.of("DialPlan.txt", "$n=\"pbx\"\n$t=1000\n%%%%\n/* a comment */\n%s\n")),
          Map.entry(
              "lg-nortel",
              List.of(
                  "001122334455.cfg",
                  "[VOIP]\nline1_name 1001\nline1_proxy_address pbx\n[DIAL]\ndigitmap %s\n")),
          Map.entry(
              "polycom",
              List.of(
                  "001122334455.cfg",
                  "<polycomConfig><reg reg.1.address=\"1001\" dialplan.digitmap=\"%s\"/></polycomConfig>")),
          Map.entry(
              "yealink",
              List.of(
                  "001122334455.cfg",
                  "#!version:1.0.0.1\naccount.1.user_name = 1001\ndialplan.digitmap.string = %s\n")),
          Map.entry(
              "yealink-rules",
              List.of("001122334455.cfg", "#!version:1.0.0.1\naccount.1.user_name = 1001\n%s\n")),
          Map.entry(
              "snom",
              List.of(
                  "snomD785-001122334455.htm",
                  "<settings><phone-settings><user_name idx=\"1\">1</user_name>"
                      + "<user_dp_str idx=\"1\">%s</user_dp_str></phone-settings></settings>")),
          Map.entry(
              "grandstream",
              List.of(
                  "cfg001122334455.xml",
                  "<gs_provision version=\"1\"><config version=\"1\"><P35>1</P35><P290>%s</P290></config></gs_provision>")),
          Map.entry(
              "htek",
              List.of(
                  "cfg001122334455.xml",
                  "<hl_provision version=\"1\"><config version=\"1\"><P35 para=\"Account1_SipUserId\">1</P35>"
                      + "<P290 para=\"Account1_DialPlan\">%s</P290></config></hl_provision>")),
          Map.entry(
              "aastra",
              List.of("001122334455.cfg", "sip line1 user name: 1\nsip dial plan: \"%s\"\n")),
          Map.entry(
              "panasonic",
              List.of(
                  "Config001122334455.cfg",
                  "# Panasonic SIP Phone Standard Format File #\nPHONE_NUMBER_1=\"1\"\nDIAL_PLAN_1=\"%s\"\n")),
          Map.entry(
              "digium",
              List.of(
                  "001122334455.cfg",
                  "<config><accounts><account index=\"0\" status=\"1\" register=\"1\" account_id=\"1\""
                      + " username=\"1\" authname=\"1\" password=\"x\" dial_plan=\"%s\">"
                      + "<host_primary server=\"pbx\" port=\"5060\" transport=\"udp\"/></account>"
                      + "</accounts></config>")),
          Map.entry("truce", List.of("truce.toml", "[calls]\ndial_plan = \"%s\"\n")));

  /** N: no rule, B: more is needed, P: complete after a pause, C: dialled at once, X: barred. */
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiterString = " ;; ",
      quoteCharacter = '`',
      value = {
        "spa ;; (*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.) ;; 911=P 0=P 2345678=P 13125550100=C 9=B *69=C",
        "spa ;; (<9:>1xxxxxxxxxx|<:0312>[2-9]xxxxxx|1900xxxxxxx!) ;; 913125550100=C>13125550100 2345678=C>03122345678 19005550100=X",
        "spa ;; ([x*#].) ;; 5=P *97=P",
        "sep ;; <TEMPLATE MATCH=`911` TIMEOUT=`0`/><TEMPLATE MATCH=`2..` TIMEOUT=`1`/><TEMPLATE MATCH=`011*` TIMEOUT=`5`/><TEMPLATE MATCH=`\\*..` TIMEOUT=`0`/> ;; 911=C 201=P 01149301=P *69=C 3=N",
        "sep ;; <TEMPLATE MATCH=`9,1..........` TIMEOUT=`0` REWRITE=`1..........`/><TEMPLATE MATCH=`*` TIMEOUT=`5`/> ;; 913125550100=C>13125550100 44=P",
        "sep ;; <TEMPLATE MATCH=`[2-9]XXX` TIMEOUT=`0`/> ;; 2345=C 234=B 1=N",
        "avaya ;; 23xx|91xxxxxxxxxx|9[2-9]xxxxxx ;; 2345=C 913125550100=C 92345678=C 5=N",
        "avaya ;; 9Z1xxxxxxxxxx|[1-7]xxx ;; 913125550100=C 4321=C",
        "nortel ;; (91x{10})|(91x{10})# && sip:$$@$n;user=phone && ;; 913125550100=P 91312=B 8=N",
        "nortel ;; (9011x{7,9}) && sip:$$@$n;user=phone && t=8000 ;; 90111234567=P 901112345=B",
        "lg-nortel ;; x.T|x+# ;; 5=P 123=P",
        "polycom ;; [2-9]11|0T|+011xxx.T|0[2-9]xxxxxxxxx|[2-9]xxxT ;; 911=P 0=P 0312555010=B 2345=P",
        "polycom ;; R9RRxxxx|R91R1R[2-9]xxxxxxxxx ;; 91234=P>1234 913125550100=C>13125550100 8=N",
        "yealink ;; [2-8]xxx|911|9,1xxxxxxxxxx|<:0>5xx.T ;; 2345=C 911=P 913125550100=C",
        "yealink-rules ;; dialplan.dialnow.rule.1 = 1xxx ;; 1234=C 123=B",
        "yealink-rules ;; dialplan.block_out.number.1 = 0900. ;; 0900123=X 0800=N",
        "yealink-rules ;; dialplan.replace.prefix.1 = 1\\ndialplan.replace.replace.1 = 254245 ;; 100=P>25424500",
        "yealink-rules ;; dialplan.replace.prefix.1 = 9(xx)\\ndialplan.replace.replace.1 = 5$1 ;; 912=P>512",
        "snom ;; |^0[1-9][0-9]*$|sip:\\0@\\d| ;; 0312555=P 00=N",
        "snom ;; |^\\*9\\d{2}$|sip:\\0@\\d| ;; *901=C *90=B",
        "grandstream ;; { x+ | \\+x+ | *x+ | *xx*x+ } ;; 5=P 201=P *97=P",
        "grandstream ;; { ^1900x+ | <=0312>[2-9]xxxxxx | [3469]11 } ;; 19005550100=X 2345678=C>03122345678 911=P",
        "grandstream ;; {[x*]+} ;; 5=P *97=P",
        "htek ;; { [x*]+ } ;; 5=P *97=P",
        "htek ;; { 9x{3} | 1[2-9]xxT } ;; 9123=C 1234=P",
        "aastra ;; X+#|XX+* ;; 5=P 123=P",
        "aastra ;; [2-9]11|1xxx|0x+# ;; 911=C 1234=C 0312=P",
        "panasonic ;; [0-8]xxxxx|911|9411|9011xxx.T3|91xxxxxxxxxx|9[2-9]xxxxxx|*xx.T3 ;; 123456=C 911=P 90111234=P *69=P",
        "digium ;; [0-8]xxxxx|911|9611|9011xxx.T3|91xxxxxxxxxx|[0-8]xx.T3 ;; 911=P 9611=C 913125550100=C 201=P",
        "digium ;; x.T6 ;; 1=P 123=P",
        "truce ;; [1-4]xx|0x.T|112 ;; 201=C 0301234=P 112=C",
      })
  void aNumberListComesOutAsTheMakersPhoneDialsIt(String make, String plan, String numbers) {
    List<String> file = FILES.get(make);
    assertNotNull(file, make);
    String filled = file.get(1).formatted(plan.replace('`', '"').replace("\\n", "\n"));
    DigitMap map = DigitMap.of(planOf(file.getFirst(), filled));
    for (String expected : numbers.split(" ")) {
      String number = expected.replaceAll("=.*", "");
      char fit =
          switch (map.fit(number)) {
            case NOTHING -> 'N';
            case BEGINNING -> 'B';
            case COMPLETE_AFTER_PAUSE -> 'P';
            case COMPLETE -> 'C';
            case BARRED -> 'X';
          };
      assertEquals(expected.charAt(number.length() + 1), fit, number + " by " + plan);
      if (expected.contains(">")) {
        assertEquals(expected.replaceAll(".*>", ""), map.dialled(number), number + " by " + plan);
      }
    }
  }

  @Test
  void whatCannotBeFollowedIsNamedAndTheRestHolds() {
    List<String> left = new ArrayList<>();
    String plan =
        DialPlans.translate(
            "{\\+x+|x+|*x+|\\p\\a\\r\\k\\+*x+|**x+}", DialPlans.Grammar.PLUS_REPEATS, left);
    assertEquals("+xx.|xx.|*xx.|**xx.", plan);
    assertEquals(List.of("\\p\\a\\r\\k\\+*x+"), left);
  }

  @ParameterizedTest
  @EnumSource(DialPlans.Grammar.class)
  void noPlanIsTooWrong(DialPlans.Grammar grammar) {
    Random random = new Random(3);
    String letters = "0123456789xX+*.#[]{}()<>=,:|^$\\TRS-!?a ";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder plan = new StringBuilder();
      for (int n = random.nextInt(24); n > 0; n--) {
        plan.append(letters.charAt(random.nextInt(letters.length())));
      }
      String text = DialPlans.translate(plan.toString(), grammar, new ArrayList<>());
      assertTrue(text.isEmpty() || DigitMap.of(text) != DigitMap.NONE, plan + " → " + text);
    }
  }

  private static String planOf(String name, String content) {
    ParsedFile file =
        Formats.parse(
            name, content.getBytes(StandardCharsets.UTF_8), new ParseContext("", "001122334455"));
    assertTrue(file.readable(), file.findings().toString());
    Settings settings = Formats.merge(List.of(file));
    String plan = Setting.valueOr(settings.general().dialPlan(), "");
    assertTrue(!plan.isEmpty(), () -> "no plan of " + file.statements() + file.findings());
    return plan;
  }
}
