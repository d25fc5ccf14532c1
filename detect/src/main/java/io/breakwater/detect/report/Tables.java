package io.breakwater.detect.report;

import io.breakwater.model.page.Html;
import java.io.IOException;

/** Tables that become cards on a narrow screen: each cell knows the name of its column. */
final class Tables {
    private Tables() {}

    /** Up to and with the opened body. */
    static void head(Html html, String... columns) throws IOException {
        html.open("table").open("thead").open("tr");
        for (String column : columns) {
            html.element("th", column, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
    }

    static void cell(Html html, String label, String text) throws IOException {
        html.element("td", text, "data-label", label);
    }
}
