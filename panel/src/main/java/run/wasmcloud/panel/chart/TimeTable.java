package run.wasmcloud.panel.chart;

import java.util.List;

/** The figures of a chart over time as a table, and its legend. */
final class TimeTable {
    private TimeTable() {}

    static String table(String caption, TimeAxis time, Quantity quantity, List<Series> series) {
        var table =
                new Markup()
                        .begin("table", "class", "chart-table")
                        .element("caption", caption)
                        .begin("thead")
                        .begin("tr")
                        .element("th", "From (UTC)", "scope", "col");
        series.forEach(one -> table.element("th", one.name(), "scope", "col", "class", "number"));
        table.end().end().begin("tbody");
        for (var index = 0; index < time.steps(); index++) {
            row(table, time, quantity, series, index);
        }
        return table.end().end().toString();
    }

    private static void row(
            Markup table, TimeAxis time, Quantity quantity, List<Series> series, int index) {
        table.begin("tr").element("th", time.label(index), "scope", "row");
        for (var one : series) {
            var value = one.values().get(index);
            table.element("td", value.isNaN() ? "–" : quantity.text(value), "class", "number");
        }
        table.end();
    }

    static String legend(List<Series> series) {
        if (series.size() < 2) {
            return "";
        }
        var list = new Markup().begin("ul", "class", "legend");
        for (var one : series) {
            list.begin("li")
                    .begin(
                            "svg",
                            "class",
                            "legend-mark",
                            "viewBox",
                            "0 0 18 10",
                            "aria-hidden",
                            "true")
                    .empty(
                            "line",
                            "class",
                            "legend-line " + one.cssClass(),
                            "x1",
                            "0",
                            "x2",
                            "18",
                            "y1",
                            "5",
                            "y2",
                            "5")
                    .end()
                    .text(one.name())
                    .end();
        }
        return list.end().toString();
    }
}
