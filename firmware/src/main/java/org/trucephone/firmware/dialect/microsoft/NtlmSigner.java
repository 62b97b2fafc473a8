package org.trucephone.firmware.dialect.microsoft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.MessageSigner;

/** Signs in by NTLM and signs every message from then on (MS-SIPAE 3.2). */
final class NtlmSigner implements MessageSigner {
  private static final String SCHEME = "NTLM";

  /** An association lives 8 hours at most (MS-SIPAE 3.2.2). */
  private static final Duration LIFE = Duration.ofHours(8).minusMinutes(5);

  /** Associations still believed: one in use, one being made, those of requests under way. */
  private static final int REMEMBERED = 8;

  private static final long FROM_1601_TO_1970 = 11_644_473_600L;
  private static final Pattern PROOF =
      Pattern.compile("(?im)^(?:proxy-)?authentication-info[ \\t]*:([^\r\n]*)$");

  private final NtlmSession.Account account;
  private final Consumer<byte[]> chance;
  private @Nullable Association current;
  private @Nullable Association newest;
  private final Map<String, Association> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Association> eldest) {
          return size() > REMEMBERED;
        }
      };

  NtlmSigner(NtlmSession.Account account, Consumer<byte[]> chance) {
    this.account = account;
    this.chance = chance;
  }

  @Override
  public Attempt attempt(boolean registers, Instant now) {
    Association used = current;
    if (registers && used != null && !now.isBefore(used.made.plus(LIFE))) {
      forget();
    }
    return new Signing();
  }

  @Override
  public Optional<Proof> proof(Fields message) {
    return Optional.ofNullable(current).map(used -> used.proof(message, ""));
  }

  @Override
  public String fault(Fields request, String head) {
    return current == null ? "" : checked(request, head, false);
  }

  @Override
  public void forget() {
    current = null;
    known.clear();
  }

  private String checked(Fields message, String head, boolean mayLack) {
    Matcher proof = PROOF.matcher(head);
    while (proof.find()) {
      String value = proof.group(1).strip();
      if (Parameters.isOf(SCHEME, value)) {
        Map<String, String> info = Parameters.of(value);
        Association by = known.get(info.getOrDefault("opaque", ""));
        String fault =
            by == null ? "it is signed by another sign-in than ours" : by.fault(message, info);
        if (fault.isEmpty() && by != null && by == newest) {
          current = by; // from now on everything is signed with it
        }
        return fault;
      }
    }
    return mayLack ? "" : "it is not signed";
  }

  /** One request: asks for a challenge, answers it, signs. */
  private final class Signing implements Attempt {
    private boolean asked;
    private boolean proxy;
    private Map<String, String> offer = Map.of();
    private @Nullable Association made;
    private String token = "";

    @Override
    public Verdict challenged(boolean byProxy, List<String> challenges, Instant now) {
      for (String each : challenges) {
        if (Parameters.isOf(SCHEME, each)) {
          return challenged(byProxy, Parameters.of(each), now);
        }
      }
      return Verdict.UNKNOWN_SCHEME;
    }

    private Verdict challenged(boolean byProxy, Map<String, String> challenge, Instant now) {
      if (made != null) {
        known.remove(made.opaque(), made);
        made = null;
        return Verdict.REFUSED; // our answer was not good enough
      }
      String data = challenge.getOrDefault("gssapi-data", "");
      if (data.isEmpty()) {
        if (asked || !List.of("3", "4").contains(challenge.getOrDefault("version", ""))) {
          return Verdict.UNKNOWN_SCHEME;
        }
        asked = true;
        proxy = byProxy;
        offer = challenge;
        return Verdict.RETRY;
      }
      Optional<NtlmSession> session =
          decoded(data).flatMap(raw -> NtlmSession.answer(raw, account, time(now), chance));
      if (session.isEmpty()) {
        return Verdict.UNKNOWN_SCHEME;
      }
      Association answered = new Association(session.get(), byProxy, challenge, chance, now);
      made = answered;
      newest = answered;
      known.put(answered.opaque(), answered);
      token = Base64.getEncoder().encodeToString(session.get().token());
      return Verdict.RETRY;
    }

    @Override
    public Optional<Proof> proof(Fields request) {
      Association own = made;
      if (own != null) {
        return Optional.of(
            own.proof(request, ", gssapi-data=\"" + token + "\", version=" + version()));
      }
      if (!asked) {
        return NtlmSigner.this.proof(request);
      }
      return Optional.of(
          new Proof(
              proxy ? "Proxy-Authorization" : "Authorization",
              "NTLM qop=\"auth\", realm=\""
                  + offer.getOrDefault("realm", "")
                  + "\", targetname=\""
                  + offer.getOrDefault("targetname", "")
                  + "\", gssapi-data=\"\", version="
                  + version()));
    }

    private String version() {
      return offer.getOrDefault("version", "4");
    }

    @Override
    public String fault(Fields answer, String head) {
      if (current == null && made == null) {
        return answer.status().startsWith("2") ? "it is not signed" : "";
      }
      // Provisional answers are not signed; a refusal of our sign-in cannot be.
      boolean mayLack =
          answer.status().startsWith("1")
              || (made != null || asked) && !answer.status().startsWith("2");
      return checked(answer, head, mayLack);
    }
  }

  private static Optional<byte[]> decoded(String data) {
    try {
      return Optional.of(Base64.getDecoder().decode(data));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As Windows counts: 100 ns since 1601. */
  private static byte[] time(Instant now) {
    long count = (now.getEpochSecond() + FROM_1601_TO_1970) * 10_000_000 + now.getNano() / 100;
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(count).array();
  }
}
