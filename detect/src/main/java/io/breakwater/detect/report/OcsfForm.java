package io.breakwater.detect.report;

import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.ocsf.Ocsf;
import io.breakwater.detect.scan.Finding;
import java.io.IOException;
import java.io.OutputStream;

/** OCSF 1.8.0, one JSON object a line: either the findings, or the events that findings are about. */
final class OcsfForm implements Form {
    private final OutputStream out;
    private final Survey survey;
    private final Ocsf ocsf;
    private final boolean events;

    private OcsfForm(OutputStream out, Survey survey, ReportOptions options, boolean events) {
        this.out = out;
        this.survey = survey;
        this.ocsf = new Ocsf(options.version());
        this.events = events;
    }

    static Form findings(OutputStream out, Survey survey, ReportOptions options) {
        return new OcsfForm(out, survey, options, false);
    }

    static Form events(OutputStream out, Survey survey, ReportOptions options) {
        return new OcsfForm(out, survey, options, true);
    }

    @Override
    public void begin() {
        // Each line stands for itself.
    }

    @Override
    public void finding(Finding finding) throws IOException {
        JsonWriter json = new JsonWriter();
        if (!events) {
            ocsf.finding(finding, survey.rules(), json);
        } else if (finding.event().isPresent()) {
            ocsf.event(finding.event().get(), json, out);
        } else {
            return;
        }
        json.moveTo(out);
        out.write('\n');
    }

    @Override
    public void end() {
        // There is nothing behind the last line.
    }
}
