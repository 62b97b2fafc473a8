package org.trucephone.hal.display;

import java.util.ArrayList;
import java.util.List;

/** Finds the rectangles in which two pictures differ. */
final class DirtyRegion {
  /**
   * Pixels that may be sent needlessly to save opening another window: a window costs eleven bytes
   * and six turns of the data/command line.
   */
  private static final int WINDOW_COST = 48;

  /** A rectangle; {@code right} and {@code bottom} belong to it. */
  record Box(int left, int top, int right, int bottom) {
    int area() {
      return (right - left + 1) * (bottom - top + 1);
    }

    Box around(Box other) {
      return new Box(
          Math.min(left, other.left),
          Math.min(top, other.top),
          Math.max(right, other.right),
          Math.max(bottom, other.bottom));
    }
  }

  private DirtyRegion() {}

  /**
   * {@return rectangles from top to bottom that hold every difference} Rows are joined while that
   * is cheaper than another window.
   *
   * @param was {@code short[width*height]}
   * @param is the same shape
   */
  static List<Box> between(short[] was, short[] is, int width) {
    List<Box> boxes = new ArrayList<>();
    for (int y = 0; y < is.length / width; y++) {
      int left = 0;
      int right = width - 1;
      int row = y * width;
      while (left < width && was[row + left] == is[row + left]) {
        left++;
      }
      if (left == width) {
        continue;
      }
      while (was[row + right] == is[row + right]) {
        right--;
      }
      Box line = new Box(left, y, right, y);
      if (!boxes.isEmpty()) {
        Box last = boxes.getLast();
        Box joined = last.around(line);
        if (joined.area() <= last.area() + line.area() + WINDOW_COST) {
          boxes.set(boxes.size() - 1, joined);
          continue;
        }
      }
      boxes.add(line);
    }
    return boxes;
  }
}
