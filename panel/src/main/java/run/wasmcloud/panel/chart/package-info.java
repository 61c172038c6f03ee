/** Charts as SVG that needs no script and no inline style, and the same figures as tables. */
@NullMarked
package run.wasmcloud.panel.chart;

import org.jspecify.annotations.NullMarked;
