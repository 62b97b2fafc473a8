package org.trucephone.provisioning.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Kind;

class TftpTransferTest {
  private static final TftpTransfer.Peer SERVER = LossyWire.SERVER;
  private static final TftpTransfer.Peer TID = LossyWire.SERVER_TID;
  private static final TftpLimits USUAL = TftpLimits.USUAL;

  private final TftpReading reading = new TftpReading(SERVER, "SEP001122334455.cnf.xml", USUAL);

  // --- the whole way -----------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1427, 1428, 1429, 2856, 100_000})
  void everyLengthArrivesWhole(int length) throws Exception {
    byte[] content = bytes(length);
    LossyWire wire = LossyWire.perfect();
    wire.run(reading, content, USUAL, TftpSending.Wrap.TO_ZERO);
    assertArrayEquals(content, fetched(wire.received).content());
    assertTrue(wire.sent.complete());
    assertEquals(length / 1428 + 1, wire.dataSent);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void lossDuplicationAndReorderingAreSurvived(long seed) throws Exception {
    byte[] content = bytes(40_000);
    TftpLimits patient = new TftpLimits(512, 1 << 20, 100, 800, 12, 600_000);
    LossyWire wire = new LossyWire(seed, 0.15, 0.15, 60);
    wire.run(new TftpReading(SERVER, "f", patient), content, patient, TftpSending.Wrap.TO_ZERO);
    assertArrayEquals(content, fetched(wire.received).content());
    assertTrue(wire.sent.complete(), wire.sent.text());
  }

  @Test
  void doubledPacketsDoNotDoubleTheTraffic() throws Exception {
    byte[] content = bytes(51_100);
    TftpLimits plain = new TftpLimits(512, 1 << 20, 1000, 8000, 4, 600_000);
    LossyWire wire = new LossyWire(11, 0, 1.0, 0);
    wire.run(new TftpReading(SERVER, "f", plain), content, plain, TftpSending.Wrap.TO_ZERO);
    assertArrayEquals(content, fetched(wire.received).content());
    assertEquals(100, wire.dataSent, "each block was sent once although every packet came twice");
  }

  @ParameterizedTest
  @EnumSource(TftpSending.Wrap.class)
  void moreThan65535BlocksArriveWhereverTheServerCountsOn(TftpSending.Wrap wrap) throws Exception {
    byte[] content = bytes(8 * 70_000 + 3);
    TftpLimits tiny = new TftpLimits(8, 1 << 20, 1000, 8000, 4, 10_000_000);
    LossyWire wire = new LossyWire(5, 0.001, 0.01, 0);
    wire.run(new TftpReading(SERVER, "f", tiny), content, tiny, wrap);
    assertArrayEquals(content, fetched(wire.received).content());
  }

  // --- the client's side -------------------------------------------------------------------

  @Test
  void aSilentServerIsAskedFourTimesWithGrowingPausesThenGivenUp() {
    assertEquals(1, reading.start(0).sends().size());
    long[] expected = {1000, 3000, 7000, 15000};
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], reading.deadlineMillis());
      assertTrue(reading.onTime(expected[i] - 1).sends().isEmpty(), "not too early");
      assertEquals(1, reading.onTime(expected[i]).sends().size());
    }
    FetchResult.Failed failed = failed(reading.onTime(expected[3]).result());
    assertEquals(Kind.TIMEOUT, failed.kind());
    assertEquals("The provisioning server 10.0.0.5 does not answer (TFTP).", failed.sentence());
    assertTrue(reading.over());
  }

  @Test
  void aServerThatStopsHalfWayIsNamed() {
    reading.start(0);
    give(new TftpPacket.Data(1, bytes(512)));
    FetchResult result = null;
    while (result == null) {
      result = reading.onTime(reading.deadlineMillis()).result();
    }
    assertEquals(
        "The provisioning server 10.0.0.5 stopped sending SEP001122334455.cnf.xml after 512 bytes"
            + " (TFTP).",
        failed(result).sentence());
  }

  @Test
  void aServerThatDripsIsGivenUpAtTheOverallLimit() {
    reading.start(0);
    long now = 0;
    FetchResult result = null;
    for (int block = 1; result == null; block++) {
      now += 900;
      byte[] data = new TftpPacket.Data(block, bytes(512)).encode();
      if (now >= reading.deadlineMillis()) {
        result = reading.onTime(now).result();
      } else {
        result = reading.onPacket(TID, data, 0, data.length, now).result();
      }
    }
    assertEquals(Kind.TIMEOUT, failed(result).kind());
    assertTrue(now <= USUAL.wholeMillis() + 900, "ended at " + now);
  }

  @Test
  void aStrangerGetsError5AndDoesNotDisturb() {
    reading.start(0);
    give(new TftpPacket.Data(1, bytes(512)));
    TftpTransfer.Peer stranger = new TftpTransfer.Peer("10.0.0.5", 40002);
    TftpTransfer.Step<FetchResult> step =
        giveFrom(stranger, new TftpPacket.Data(2, new byte[] {6, 6, 6}));
    assertNull(step.result());
    assertEquals(stranger, step.sends().getFirst().to());
    assertEquals(
        new TftpPacket.Fault(5, "unknown transfer"), decode(step.sends().getFirst().datagram()));
    byte[] end = {1, 2};
    FetchResult.Fetched fetched = fetched(give(new TftpPacket.Data(2, end)).result());
    assertEquals(514, fetched.content().length);
  }

  @Test
  void anErrorFromAStrangerIsNeitherBelievedNorAnswered() {
    reading.start(0);
    TftpTransfer.Step<FetchResult> step =
        giveFrom(new TftpTransfer.Peer("10.0.0.66", 69), new TftpPacket.Fault(1, "gone"));
    assertNull(step.result());
    assertTrue(step.sends().isEmpty());
  }

  @Test
  void onlyTheNewestBlockIsAcknowledgedAgain() {
    reading.start(0);
    give(new TftpPacket.Data(1, bytes(512)));
    give(new TftpPacket.Data(2, bytes(512)));
    assertEquals(
        new TftpPacket.Ack(2),
        decode(give(new TftpPacket.Data(2, bytes(512))).sends().getFirst().datagram()));
    assertTrue(give(new TftpPacket.Data(1, bytes(512))).sends().isEmpty(), "stale");
    assertTrue(give(new TftpPacket.Data(9, bytes(512))).sends().isEmpty(), "from the future");
  }

  @Test
  void theLastAckIsRepeatedForAWhile() {
    reading.start(0);
    TftpPacket.Data last = new TftpPacket.Data(1, bytes(3));
    assertInstanceOf(FetchResult.Fetched.class, give(last).result());
    assertFalse(reading.over());
    TftpTransfer.Step<FetchResult> again = give(last);
    assertNull(again.result(), "the result is given once");
    assertEquals(new TftpPacket.Ack(1), decode(again.sends().getFirst().datagram()));
    reading.onTime(reading.deadlineMillis());
    assertTrue(reading.over());
    assertTrue(give(last).sends().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void refusedOptionsAreLeftOutTheSecondTime(int code) {
    TftpPacket.Request first = (TftpPacket.Request) decode(firstOf(reading.start(0)));
    assertEquals("1428", first.options().get("blksize"));
    assertEquals("0", first.options().get("tsize"));
    TftpTransfer.Step<FetchResult> step = give(new TftpPacket.Fault(code, "options"));
    TftpPacket.Request second = (TftpPacket.Request) decode(firstOf(step));
    assertTrue(second.options().isEmpty());
    assertEquals(SERVER, step.sends().getFirst().to());
    assertNull(give(new TftpPacket.Fault(code, "options")).result(), "late copy of the ERROR");
    byte[] data = new TftpPacket.Data(1, new byte[] {7}).encode();
    TftpTransfer.Peer secondTid = new TftpTransfer.Peer("10.0.0.5", 40100);
    assertArrayEquals(
        new byte[] {7},
        fetched(reading.onPacket(secondTid, data, 0, data.length, 5).result()).content());
  }

  @Test
  void optionsNobodyOfferedEndItWithError8() {
    for (Map<String, String> options :
        new Map[] {
          Map.of("blksize", "9000"),
          Map.of("blksize", "7"),
          Map.of("blksize", "many"),
          Map.of("windowsize", "16"),
          Map.of("tsize", "-1")
        }) {
      TftpReading read = new TftpReading(SERVER, "f", USUAL);
      read.start(0);
      byte[] oack = new TftpPacket.OptionAck(options).encode();
      TftpTransfer.Step<FetchResult> step = read.onPacket(TID, oack, 0, oack.length, 1);
      assertEquals(Kind.PROTOCOL, failed(step.result()).kind(), options.toString());
      assertEquals(8, ((TftpPacket.Fault) decode(firstOf(step))).code());
      assertTrue(read.over());
    }
  }

  @Test
  void aFileAnnouncedTooLargeIsRefusedBeforeItsFirstByte() {
    reading.start(0);
    TftpTransfer.Step<FetchResult> step =
        give(new TftpPacket.OptionAck(Map.of("tsize", "4194305")));
    assertEquals(Kind.TOO_LARGE, failed(step.result()).kind());
    assertEquals(3, ((TftpPacket.Fault) decode(firstOf(step))).code());
  }

  @Test
  void aServerThatLiesAboutTheSizeCannotExceedTheLimit() throws Exception {
    TftpLimits small = new TftpLimits(512, 10_000, 1000, 8000, 4, 600_000);
    TftpReading read = new TftpReading(SERVER, "f", small);
    read.start(0);
    byte[] oack = new TftpPacket.OptionAck(Map.of("tsize", "100")).encode();
    read.onPacket(TID, oack, 0, oack.length, 1);
    int taken = 0;
    FetchResult result = null;
    while (result == null) {
      taken++;
      byte[] data = new TftpPacket.Data(taken, bytes(512)).encode();
      result = read.onPacket(TID, data, 0, data.length, 1).result();
    }
    assertEquals(Kind.TOO_LARGE, failed(result).kind());
    assertEquals(10_000 / 512 + 1, taken);
  }

  @Test
  void moreThanAnnouncedIsNotedAndLessIsCutOff() {
    reading.start(0);
    give(new TftpPacket.OptionAck(Map.of("tsize", "2", "blksize", "512")));
    FetchResult.Fetched longer = fetched(give(new TftpPacket.Data(1, bytes(5))).result());
    assertEquals(1, longer.notes().size());

    TftpReading read = new TftpReading(SERVER, "f.cnf", USUAL);
    read.start(0);
    byte[] oack = new TftpPacket.OptionAck(Map.of("tsize", "200")).encode();
    read.onPacket(TID, oack, 0, oack.length, 1);
    byte[] data = new TftpPacket.Data(1, bytes(100)).encode();
    FetchResult.Failed cut = failed(read.onPacket(TID, data, 0, data.length, 2).result());
    assertEquals(
        "f.cnf from the provisioning server 10.0.0.5 is cut off: 100 of 200 bytes came (TFTP).",
        cut.sentence());
  }

  @Test
  void aBlockLongerThanAgreedEndsIt() {
    reading.start(0);
    TftpTransfer.Step<FetchResult> step = give(new TftpPacket.Data(1, bytes(513)));
    assertEquals(Kind.PROTOCOL, failed(step.result()).kind());
  }

  @Test
  void errorsBecomeKindsAndSentencesWithoutControlCharacters() {
    Object[][] table = {
      {1, "File not found", Kind.NOT_FOUND},
      {0, "No such file or directory", Kind.NOT_FOUND},
      {2, "denied", Kind.DENIED},
      {0, "disk\u001b[2J\non fire", Kind.SERVER_ERROR},
      {6, "", Kind.SERVER_ERROR},
    };
    for (Object[] row : table) {
      TftpReading read = new TftpReading(SERVER, "f", USUAL);
      read.start(0);
      byte[] bytes = new TftpPacket.Fault((int) row[0], (String) row[1]).encode();
      FetchResult.Failed failed = failed(read.onPacket(TID, bytes, 0, bytes.length, 1).result());
      assertEquals(row[2], failed.kind());
      assertTrue(failed.sentence().chars().noneMatch(Character::isISOControl));
    }
  }

  @Test
  void aClosedPortIsSaid() {
    reading.start(0);
    assertEquals(
        "There is no TFTP service at 10.0.0.5 port 69.",
        failed(reading.onUnreachable().result()).sentence());
  }

  @Test
  void garbageIsAsGoodAsLost() {
    reading.start(0);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 5_000 && !reading.over(); i++) {
      byte[] noise = new byte[4 + random.nextInt(30)];
      random.nextBytes(noise);
      noise[0] = 1; // no operation is above 255
      assertNull(reading.onPacket(TID, noise, 0, noise.length, i).result());
    }
  }

  // --- the server's side -------------------------------------------------------------------

  @Test
  void optionsAreAcknowledgedWithWhatHolds() {
    TftpSending sending =
        sending(Map.of("blksize", "70000", "tsize", "0", "timeout", "0", "nonsense", "1"), 9);
    assertEquals(
        new TftpPacket.OptionAck(Map.of("blksize", "65464", "tsize", "9")),
        decode(firstOf(sending.start(0))));
  }

  @Test
  void aRepeatedAckSendsNothing() {
    TftpSending sending = sending(Map.of(), 2000);
    assertEquals(1, ((TftpPacket.Data) decode(firstOf(sending.start(0)))).block());
    assertEquals(2, ((TftpPacket.Data) decode(firstOf(ack(sending, 1)))).block());
    assertTrue(ack(sending, 1).sends().isEmpty());
    assertTrue(ack(sending, 0).sends().isEmpty());
    assertEquals(
        2, ((TftpPacket.Data) decode(firstOf(sending.onTime(sending.deadlineMillis())))).block());
  }

  @Test
  void aFileOfWholeBlocksEndsWithAnEmptyOne() {
    TftpSending sending = sending(Map.of(), 512);
    sending.start(0);
    assertEquals(0, ((TftpPacket.Data) decode(firstOf(ack(sending, 1)))).payload().length);
    assertTrue(ack(sending, 2).result().complete());
  }

  @Test
  void aClientThatVanishesIsGivenUp() {
    TftpSending sending = sending(Map.of(), 512);
    sending.start(0);
    TftpSending.Outcome outcome = null;
    while (outcome == null) {
      outcome = sending.onTime(sending.deadlineMillis()).result();
    }
    assertFalse(outcome.complete());
    assertTrue(sending.over());
  }

  // --- fixtures ----------------------------------------------------------------------------

  private static TftpSending sending(Map<String, String> options, int length) {
    return new TftpSending(
        LossyWire.CLIENT,
        new TftpPacket.Request(false, "f", "octet", options),
        bytes(length),
        USUAL,
        TftpSending.Wrap.TO_ZERO);
  }

  private static TftpTransfer.Step<TftpSending.Outcome> ack(TftpSending sending, int block) {
    byte[] bytes = new TftpPacket.Ack(block).encode();
    return sending.onPacket(LossyWire.CLIENT, bytes, 0, bytes.length, 1);
  }

  private TftpTransfer.Step<FetchResult> give(TftpPacket packet) {
    return giveFrom(TID, packet);
  }

  private TftpTransfer.Step<FetchResult> giveFrom(TftpTransfer.Peer from, TftpPacket packet) {
    byte[] bytes = packet.encode();
    return reading.onPacket(from, bytes, 0, bytes.length, 1);
  }

  private static byte[] firstOf(TftpTransfer.Step<?> step) {
    return step.sends().getFirst().datagram();
  }

  private static TftpPacket decode(byte[] bytes) {
    try {
      return TftpPacket.decode(bytes, 0, bytes.length);
    } catch (TftpPacket.MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private static FetchResult.Fetched fetched(FetchResult result) {
    return assertInstanceOf(FetchResult.Fetched.class, result, String.valueOf(result));
  }

  private static FetchResult.Failed failed(FetchResult result) {
    return assertInstanceOf(FetchResult.Failed.class, result, String.valueOf(result));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }
}
