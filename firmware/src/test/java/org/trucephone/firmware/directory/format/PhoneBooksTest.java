package org.trucephone.firmware.directory.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.history.Contact;

final class PhoneBooksTest {
  private static List<Contact> read(String text) throws Exception {
    return PhoneBooks.read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same two people as each make writes them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<CiscoIPPhoneDirectory><Title>T</Title><DirectoryEntry><Name>Ann &amp; Bo</Name>"
            + "<Telephone>1001</Telephone></DirectoryEntry><DirectoryEntry><Name>Cy</Name>"
            + "<Telephone>1002</Telephone></DirectoryEntry></CiscoIPPhoneDirectory>",
        "<YealinkIPPhoneDirectory><DirectoryEntry><Name>Ann &amp; Bo</Name><Telephone>1001"
            + "</Telephone></DirectoryEntry><DirectoryEntry><Name>Cy</Name><Telephone>1002"
            + "</Telephone></DirectoryEntry></YealinkIPPhoneDirectory>",
        "<YealinkIPPhoneBook><Title>T</Title><Menu Name='All'><Unit Name='Ann &amp; Bo'"
            + " Phone1='1001' Phone2='' default_photo='x'/><Unit Name='Cy' Phone1='1002'/></Menu>"
            + "</YealinkIPPhoneBook>",
        "<AddressBook><Contact><FirstName>Ann</FirstName><LastName>&amp; Bo</LastName><Phone>"
            + "<phonenumber>1001</phonenumber><accountindex>1</accountindex></Phone></Contact>"
            + "<Contact><LastName>Cy</LastName><Phone><phonenumber>1002</phonenumber></Phone>"
            + "</Contact></AddressBook>",
        "<SnomIPPhoneDirectory><DirectoryEntry><Name>Ann &amp; Bo</Name><Telephone>1001"
            + "</Telephone></DirectoryEntry><DirectoryEntry><Name>Cy</Name><Telephone>1002"
            + "</Telephone></DirectoryEntry></SnomIPPhoneDirectory>",
        "<tbook><item context='active'><name>Ann &amp; Bo</name><number>1001</number></item>"
            + "<item><name>Cy</name><number>1002</number></item></tbook>",
        "<FanvilIPPhoneDirectory><DirectoryEntry><Name>Ann &amp; Bo</Name><Telephone>1001"
            + "</Telephone></DirectoryEntry><DirectoryEntry><Name>Cy</Name><Telephone>1002"
            + "</Telephone></DirectoryEntry></FanvilIPPhoneDirectory>",
        "<PhoneBook><Contact><Name>Ann &amp; Bo</Name><Telephone>1001</Telephone><Mobile/>"
            + "</Contact><Contact><Name>Cy</Name><Telephone>1002</Telephone></Contact>"
            + "</PhoneBook>",
        "<AastraIPPhoneTextMenu><Title>T</Title><MenuItem><Prompt>Ann &amp; Bo</Prompt>"
            + "<URI>Dial:1001</URI></MenuItem><MenuItem><Prompt>Cy</Prompt><URI>Dial:1002</URI>"
            + "</MenuItem></AastraIPPhoneTextMenu>"
      })
  void everyMakesBookIsRead(String book) throws Exception {
    assertEquals(List.of(new Contact("Ann & Bo", "1001"), new Contact("Cy", "1002")), read(book));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "<html><body/></html>",
        "<CiscoIPPhoneDirectory><DirectoryEntry>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><PhoneBook><Contact><Name>&a;"
            + "</Name><Telephone>1</Telephone></Contact></PhoneBook>"
      })
  void whatIsNoPhoneBookIsSaid(String bad) {
    PhoneBooks.UnreadableException e =
        assertThrows(PhoneBooks.UnreadableException.class, () -> read(bad));
    assertTrue(String.valueOf(e.getMessage()).length() > 10);
  }

  @Test
  void depthIsBounded() {
    assertThrows(
        PhoneBooks.UnreadableException.class, () -> read("<PhoneBook>" + "<a>".repeat(5000)));
  }
}
