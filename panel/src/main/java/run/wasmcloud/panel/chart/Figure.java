package run.wasmcloud.panel.chart;

/** A picture of figures, and the figures. */
public interface Figure {
    /** Returns what it is about. */
    String title();

    /** Returns the picture, SVG, with what stands for it where it cannot be seen. */
    String svg();

    /** Returns the figures, an HTML table. */
    String table();

    /** Returns what the colours mean, an HTML list; empty when there is only one. */
    String legend();
}
