package org.trucephone.firmware.sip.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors, and ones computed by an independent program. */
class DigestTest {
  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA_256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void rfc7616Section391(DigestAlgorithm algorithm, String expected) {
    assertEquals(
        expected,
        Digest.response(
            algorithm,
            "Mufasa",
            "http-auth@example.org",
            "Circle of Life",
            "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            1,
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            "auth",
            "GET",
            "/dir/index.html",
            Digest.noBody()));
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, auth, b0ef793224527a8f9f83f413941877a7",
    "SHA_256, auth, 32be1b9b6cbbb46e6ea225095e44ae622176ffc9a615ae4738e027fd0dab40a0",
    "SHA_512_256, auth, 8b7d9038b1bf9d9878a99e9ccc7f62806eb244fd68255ac2d060a3be8a81b665",
    "MD5, '', 06038ff983e59fba916c7df992b93720"
  })
  void register(DigestAlgorithm algorithm, String qop, String expected) {
    assertEquals(
        expected,
        Digest.response(
            algorithm,
            "1001",
            "asterisk",
            "secret",
            "n0nce",
            1,
            "0a4f113b",
            qop,
            "REGISTER",
            "sip:pbx.example.com",
            Digest.noBody()));
  }
}
