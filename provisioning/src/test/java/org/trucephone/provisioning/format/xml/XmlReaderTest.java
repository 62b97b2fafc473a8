package org.trucephone.provisioning.format.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlReaderTest {

  /** The tree as text: name(text, children…). */
  private static String shape(XmlElement e) {
    StringBuilder out = new StringBuilder(e.name()).append('(').append(e.text());
    e.children().forEach(c -> out.append(' ').append(shape(c)));
    return out.append(')').toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a><b>1</b></a>                    | a( b(1))       | 0",
        "<a><b/><c x='1'/></a>              | a( b() c())    | 0",
        "<!-- c --><a>x<!-- y -->z</a>      | a(xz)          | 0",
        "<a><![CDATA[1<2&3]]></a>           | a(1<2&3)       | 0",
        "<a>&lt;&amp;&#65;&#x42;</a>        | a(<&AB)        | 0",
        "<a><l><n>1</n></l></l><m>2</m></a> | a( l( n(1)) m(2)) | 1",
        "<a><p>0</q><r>1</r></a>            | a( p(0) r(1))  | 1",
        "<a><p><r>1</r></a>                 | a( p( r(1)))   | 1",
        "<a>fish & chips</a>                | a(fish & chips) | 1",
        "<a>&unknown;</a>                   | a(&unknown;)   | 1",
        "<a>1 < 2</a>                       | a(1 < 2)       | 1",
        "<a x:t='1'/>                       | a()            | 1",
        "<a xmlns:x='u' x:t='1'/>           | a()            | 0",
        "<a b='1' b='2'/>                   | a()            | 1",
        "<a b=1/>                           | a()            | 1",
        "<a><b>1</B></a>                    | a( b(1))       | 1",
        "<a/><<END>>                        | a()            | 1",
        "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a> | a(&e;)   | 2",
      })
  void damageIsReadOver(String xml, String shape, int recoveries) {
    XmlDocument d = XmlReader.read(xml);
    assertNotNull(d.root());
    assertEquals(shape, shape(d.root()));
    assertEquals(recoveries, d.recoveries().size(), d.recoveries().toString());
    assertFalse(d.cutOff());
  }

  @Test
  void aValueCutOffIsLeftOut() {
    XmlDocument d = XmlReader.read("<a>\n<user>1001</user>\n<password>s3cr");
    assertTrue(d.cutOff());
    assertEquals("a( user(1001) password())", shape(d.root()));
    assertEquals(3, d.recoveries().get(0).line());
    assertEquals(
        "The file ends inside <password> of line 3: it was cut off, and what stood before is used.",
        d.recoveries().get(0).text());
  }

  @Test
  void aQuoteThatNeverClosesEndsWithItsTag() {
    XmlDocument d = XmlReader.read("<s><i v=\"* n=\"1\"/><j v=\"x></s>");
    assertEquals("s( i() j())", shape(d.root()));
    assertEquals("* n=", d.root().children().get(0).attribute("v"));
  }

  @Test
  void linesAreThoseOfTheStartTags() {
    XmlDocument d = XmlReader.read("<a>\n\n<b\n x='1'>\n1</b><c/></a>");
    assertEquals(3, d.root().children().get(0).line());
    assertEquals(5, d.root().children().get(1).line());
  }

  @Test
  void nothingIsNoDocument() {
    assertNull(XmlReader.read("hello").root());
    assertNull(XmlReader.read("").root());
    assertNull(XmlReader.read("<").root());
  }

  @Test
  void depthAndDamageAreBounded() {
    XmlDocument deep = XmlReader.read("<a>".repeat(100_000));
    int depth = 0;
    for (XmlElement e = deep.root(); !e.isLeaf(); e = e.children().get(0)) {
      depth++;
    }
    assertTrue(depth <= 64);
    assertTrue(XmlReader.read("<a>" + "&".repeat(5000)).recoveries().size() <= 50);
  }
}
