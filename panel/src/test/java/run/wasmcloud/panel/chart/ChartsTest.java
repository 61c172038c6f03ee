package run.wasmcloud.panel.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

class ChartsTest {
    private static final String HOSTILE = "</title></svg><script>alert('x')</script>";
    private static final double NONE = Double.NaN;
    private final TimeAxis time =
            new TimeAxis(Instant.parse("2026-11-25T10:00:00Z"), Duration.ofMinutes(1), 4);

    private LineChart lines(List<Double> values) {
        return new LineChart(
                "wall", "Latency", Quantity.MICROS, time, List.of(series("p50", values)));
    }

    private static Series series(String name, List<Double> values) {
        return new Series(name, name.matches("[a-z0-9]+") ? name : "other", values);
    }

    private static Document xml(String svg) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new org.xml.sax.InputSource(new StringReader(svg)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(svg, e);
        }
    }

    private static List<Element> elements(String svg, String name) {
        var found = xml(svg).getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(index -> (Element) found.item(index))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void drawsALineFromTheMiddleOfEachStep() {
        var line = elements(lines(List.of(0.0, 100.0, 200.0, 50.0)).svg(), "polyline").getFirst();

        assertThat(line.getAttribute("class")).isEqualTo("chart-line series-p50");
        assertThat(line.getAttribute("points"))
                .as("steps of 98.5 from 62, values from 172 up to 10")
                .isEqualTo("111.3,172 209.8,91 308.3,10 406.8,131.5");
    }

    @Test
    void leavesGapsWhereThereIsNoValue() {
        var svg = lines(List.of(5.0, 6.0, NONE, 7.0)).svg();

        assertThat(elements(svg, "polyline")).hasSize(1);
        assertThat(elements(svg, "circle")).as("a single value").hasSize(1);
        assertThat(elements(lines(List.of(NONE, NONE, NONE, NONE)).svg(), "polyline")).isEmpty();
    }

    @Test
    void writesTheValuesOfTheAxis() {
        var svg = lines(List.of(0.0, 1_000.0, 3_900.0, NONE)).svg();

        assertThat(elements(svg, "text"))
                .filteredOn(text -> text.getAttribute("class").equals("chart-value"))
                .extracting(Element::getTextContent)
                .containsExactly("0 µs", "1 ms", "2 ms", "3 ms", "4 ms");
    }

    @Test
    void stacksPartsOnTopOfEachOther() {
        var bars =
                new StackedBars(
                        "outcomes",
                        "Outcomes",
                        Quantity.COUNT,
                        time,
                        List.of(
                                series("completed", List.of(3.0, 0.0, 1.0, 0.0)),
                                series("denied", List.of(1.0, 0.0, 0.0, 0.0)),
                                series("trapped", List.of(0.0, 0.0, 0.0, 0.0))));

        var rectangles = elements(bars.svg(), "rect");

        assertThat(rectangles).hasSize(3);
        var completed = rectangles.get(0);
        var denied = rectangles.get(1);
        assertThat(number(completed, "y") + number(completed, "height")).isEqualTo(172);
        assertThat(number(denied, "y") + number(denied, "height"))
                .isEqualTo(number(completed, "y"));
        assertThat(number(denied, "y")).as("the largest of four reaches the top").isEqualTo(10);
        assertThat(bars.legend()).contains("completed", "denied").doesNotContain("trapped");
        assertThat(elements(bars.svg(), "desc").getFirst().getTextContent())
                .isEqualTo("completed: 4; denied: 1. 25 Nov 10:00 to 25 Nov 10:04 UTC");
    }

    @Test
    void showsBarsThatAreSmallBesideOthers() {
        var bars =
                new StackedBars(
                        "outcomes",
                        "Outcomes",
                        Quantity.COUNT,
                        time,
                        List.of(series("completed", List.of(1e9, 1.0, 0.0, 0.0))));

        assertThat(number(elements(bars.svg(), "rect").get(1), "height")).isEqualTo(1);
    }

    @Test
    void drawsNothingButAxesOfNothing() {
        var bars =
                new StackedBars(
                        "outcomes",
                        "Outcomes",
                        Quantity.COUNT,
                        time,
                        List.of(series("completed", List.of(0.0, 0.0, 0.0, 0.0))));

        assertThat(elements(bars.svg(), "rect")).isEmpty();
        assertThat(bars.svg()).contains("Nothing ran in this time");
        assertThat(bars.table()).contains("completed");
        assertThat(elements(bars.svg(), "desc").getFirst().getTextContent()).startsWith("Nothing");
    }

    @Test
    void tellsTheFiguresInATable() {
        var table = lines(List.of(1_500.0, NONE, 0.0, 2e6)).table();

        assertThat(elements(table, "td"))
                .extracting(Element::getTextContent)
                .containsExactly("1.5 ms", "–", "0 µs", "2 s");
        assertThat(elements(table, "th"))
                .extracting(Element::getTextContent)
                .contains("From (UTC)", "p50", "25 Nov 10:03");
        assertThat(elements(table, "caption").getFirst().getTextContent()).isEqualTo("Latency");
    }

    @Test
    void isNamedAndDescribed() {
        var svg = xml(lines(List.of(1.0, 2.0, 3.0, 4.0)).svg()).getDocumentElement();

        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("wall-title wall-desc");
        assertThat(svg.getFirstChild().getTextContent()).isEqualTo("Latency");
    }

    @Test
    void escapesEveryText() {
        var values = List.of(1.0, 2.0, 3.0, 4.0);
        var chart =
                new LineChart(
                        "id\"><script>",
                        HOSTILE,
                        Quantity.COUNT,
                        time,
                        List.of(series(HOSTILE, values), series("b", values)));
        var gauge =
                new Gauge(
                        "g",
                        HOSTILE,
                        Quantity.COUNT,
                        List.of(new Gauge.Segment(HOSTILE, "a", 1)),
                        0);
        var spark = new Sparkline(HOSTILE, List.of(1L, 2L), List.of(0L, 0L));

        for (var text :
                List.of(chart.svg(), chart.table(), chart.legend(), gauge.svg(), spark.svg())) {
            assertThat(text).doesNotContain("<script").doesNotContain("style=");
            assertThat(xml(text)).isNotNull();
        }
        assertThat(elements(chart.svg(), "title").getFirst().getTextContent()).isEqualTo(HOSTILE);
    }

    @Test
    void refusesSeriesOfAnotherLengthAndHostileStyles() {
        assertThatThrownBy(() -> lines(List.of(1.0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Series("a", "a b", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void drawsASparklineOverItsWholeWidth() {
        var svg = new Sparkline("hello", List.of(0L, 4L, 2L), List.of(0L, 1L, 0L)).svg();

        var lines = elements(svg, "polyline");
        assertThat(lines.get(0).getAttribute("points")).isEqualTo("0,26 60,2 120,14");
        assertThat(lines.get(1).getAttribute("points")).isEqualTo("0,26 60,20 120,26");
        assertThat(xml(svg).getDocumentElement().getAttribute("aria-label"))
                .isEqualTo("hello: 6 requests, 1 failed");
    }

    @Test
    void drawsASparklineOfNothingAtTheBottom() {
        var svg = new Sparkline("hello", List.of(0L, 0L), List.of(0L, 0L)).svg();

        assertThat(elements(svg, "polyline")).hasSize(1);
        assertThat(elements(svg, "polyline").getFirst().getAttribute("points"))
                .isEqualTo("0,26 120,26");
    }

    @Test
    void drawsSegmentsWithinABound() {
        var gauge =
                new Gauge(
                        "time",
                        "Time",
                        Quantity.MICROS,
                        List.of(
                                new Gauge.Segment("computing", "cpu", 250),
                                new Gauge.Segment("waiting", "wait", 250)),
                        1_000);

        var parts = elements(gauge.svg(), "rect");

        assertThat(parts).hasSize(3);
        assertThat(number(parts.get(1), "width")).isEqualTo(120);
        assertThat(number(parts.get(2), "x")).isEqualTo(120);
        assertThat(gauge.text()).isEqualTo("computing 250 µs, waiting 250 µs of 1 ms");
    }

    @Test
    void drawsSegmentsOfMoreThanTheirBoundWithinThePicture() {
        var gauge =
                new Gauge(
                        "fuel",
                        "Fuel",
                        Quantity.FUEL,
                        List.of(
                                new Gauge.Segment("used", "fuel", 2_000),
                                new Gauge.Segment("rest", "rest", 0)),
                        1_000);

        assertThat(elements(gauge.svg(), "rect")).hasSize(2);
        assertThat(number(elements(gauge.svg(), "rect").get(1), "width")).isEqualTo(480);
    }
}
