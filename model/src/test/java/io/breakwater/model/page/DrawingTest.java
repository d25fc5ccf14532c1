package io.breakwater.model.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T22:00:00Z");

    private final StringWriter out = new StringWriter();
    private final Drawing drawing = new Drawing(new Html(out));

    private static Instant after(double share) {
        return BEGIN.plusMillis((long) (share * Duration.ofHours(4).toMillis()));
    }

    @Test
    void picture_isNamedAndDescribed_forWhoCannotSeeIt() throws IOException {
        drawing.begin(120, "When", "From <here> to there");
        drawing.end();

        assertThat(out.toString())
                .contains("viewBox=\"0 0 1000 120\" role=\"img\" aria-labelledby=\"pt pd\"")
                .contains("<title id=\"pt\">When</title>")
                .contains("<desc id=\"pd\">From &lt;here&gt; to there</desc>")
                .endsWith("</svg>\n</div>\n");
    }

    @Test
    void axis_saysEachTime_andTheDayOnlyWhereItChanges() throws IOException {
        drawing.axis(new Drawing.Axis(100, 900, 30, 200, 4), DrawingTest::after, Times::time);

        assertThat(out.toString().lines().filter(line -> line.startsWith("<text")))
                .containsExactly(
                        "<text x=\"100.0\" y=\"12.0\" class=\"dim\" text-anchor=\"start\">1 Mar 2026</text>",
                        "<text x=\"100.0\" y=\"27.0\" class=\"dim\" text-anchor=\"start\">22:00:00</text>",
                        "<text x=\"300.0\" y=\"27.0\" class=\"dim\" text-anchor=\"middle\">23:00:00</text>",
                        "<text x=\"500.0\" y=\"12.0\" class=\"dim\" text-anchor=\"middle\">2 Mar 2026</text>",
                        "<text x=\"500.0\" y=\"27.0\" class=\"dim\" text-anchor=\"middle\">00:00:00</text>",
                        "<text x=\"700.0\" y=\"27.0\" class=\"dim\" text-anchor=\"middle\">01:00:00</text>",
                        "<text x=\"900.0\" y=\"27.0\" class=\"dim\" text-anchor=\"end\">02:00:00</text>");
        assertThat(out.toString().lines().filter(line -> line.startsWith("<line")))
                .hasSize(5)
                .contains("<line x1=\"300.0\" y1=\"30.0\" x2=\"300.0\" y2=\"200.0\" class=\"rule\"></line>");
    }

    @Test
    void words_areTextAndNeverMarkup_andMissingOnesLeaveNoTitle() throws IOException {
        drawing.rectangle(1, 2, 3.04, 4, "found", "<script>");
        drawing.diamond(10, 20, "due", "");

        assertThat(out.toString())
                .contains("width=\"3.0\"")
                .contains("<title>&lt;script&gt;</title>")
                .containsOnlyOnce("<title>")
                .contains("points=\"10.0,14.0 16.0,20.0 10.0,26.0 4.0,20.0\" class=\"due\"");
    }
}
