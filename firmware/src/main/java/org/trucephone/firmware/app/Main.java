package org.trucephone.firmware.app;

/** Composition root. */
public final class Main {
  private Main() {}

  sealed interface S {
    record A(int x) implements S {}

    record B(int y) implements S {}
  }

  static int f(S s) {
    return switch (s) {
      case S.A(int x) -> x;
      case S.B _ -> 0;
    };
  }

  public static void main(String[] args) {
    System.out.println(f(new S.A(1)));
  }
}
