package org.trucephone.hal.display;

/**
 * How a panel is mounted and where it sits in its controller's memory.
 *
 * @param width pixels across, as a person sees the mounted panel
 * @param height pixels down, likewise
 * @param rotation 0, 90, 180 or 270: degrees the picture is turned clockwise in the controller's
 *     memory to stand upright on the panel as mounted
 * @param xOffset memory columns, after rotation, left of the first one shown; 0 on 240×320 panels
 * @param yOffset memory rows, after rotation, above the first one shown
 */
public record PanelGeometry(int width, int height, int rotation, int xOffset, int yOffset) {
  /** Refuses what no panel can be. */
  public PanelGeometry {
    if (rotation != 0 && rotation != 90 && rotation != 180 && rotation != 270) {
      throw new IllegalArgumentException(
          "Display rotation " + rotation + " must be 0, 90, 180 or 270");
    }
    if (width <= 0 || height <= 0 || xOffset < 0 || yOffset < 0) {
      throw new IllegalArgumentException(
          "Display size " + width + "×" + height + " must be positive, its offsets not negative");
    }
  }

  /** A panel that shows all of its memory from the first pixel on. */
  public PanelGeometry(int width, int height, int rotation) {
    this(width, height, rotation, 0, 0);
  }
}
