package io.breakwater.detect.report;

import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.Problem;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.TrailOff;
import io.breakwater.detect.sigma.correlation.CorrelationLoss;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What was read and what was not, as JSON. */
final class JsonLogs {
    private final Survey survey;
    private final ReadReport read;
    private final JsonWriter json;
    private final OutputStream out;

    /** @param out gets what has been written, now and then: there may be many files with long names */
    JsonLogs(Survey survey, JsonWriter json, OutputStream out) {
        this.out = out;
        this.survey = survey;
        this.read = survey.result().read();
        this.json = json;
    }

    void write() throws IOException {
        json.openAt("logs", '{').field("files", read.fileCount()).field("bytes", read.bytes());
        json.field("contentBytes", read.contentBytes()).field("events", read.records());
        json.field("duplicates", read.duplicates()).field("duplicatesAreEstimate", read.isEstimate());
        json.field("outsidePeriod", survey.result().counts().outsidePeriod());
        json.field("undecided", survey.result().counts().undecided());
        json.field("damagedFiles", read.damagedCount());
        json.openAt("formats", '{');
        read.formats().forEach(json::field);
        json.close('}');
        json.openAt("problems", '{');
        read.problems().forEach((problem, count) -> json.field(problem.name(), count));
        json.close('}');
        json.openAt("inputs", '[');
        for (FileReport file : read.files()) {
            file(file);
            json.moveTo(out);
        }
        json.close(']');
        json.field("inputsOnlyCounted", read.fileCount() - read.files().size());
        json.close('}');
        gaps();
        losses();
    }

    private void file(FileReport file) {
        json.open('{');
        json.field("file", file.name()).field("sha256", file.sha256()).field("bytes", file.bytes());
        json.field("events", file.records());
        file.first().ifPresent(first -> json.field("first", first.toString()));
        file.last().ifPresent(last -> json.field("last", last.toString()));
        file.delivered().ifPresent(at -> json.field("delivered", at.toString()));
        json.field("late", file.late())
                .field("greatestDelaySeconds", file.greatestDelay().toSeconds());
        if (!file.problems().isEmpty()) {
            json.openAt("problems", '[');
            file.problems().entrySet().forEach(this::problem);
            json.close(']');
        }
        json.close('}');
    }

    private void problem(Map.Entry<Problem, FileReport.Found> met) {
        json.open('{');
        json.field("problem", met.getKey().name()).field("count", met.getValue().count());
        json.given("detail", met.getValue().detail()).openAt("at", '[');
        met.getValue().at().forEach(at -> json.raw(at.toString()));
        json.close(']');
        json.close('}');
    }

    private void gaps() throws IOException {
        json.openAt("gaps", '[');
        for (Gap gap : survey.gaps()) {
            json.open('{');
            json.field("account", gap.place().account())
                    .field("region", gap.place().region());
            json.field("from", gap.from().toString())
                    .field("to", gap.to().toString())
                    .close('}');
            json.moveTo(out);
        }
        json.close(']');
        json.field("gapsAreCutShort", read.gapsAreCutShort());
        json.openAt("trailsOff", '[');
        for (TrailOff off : read.trailsOff()) {
            json.open('{');
            json.field("account", off.account())
                    .field("trail", off.trail())
                    .field("from", off.from().toString());
            off.to().ifPresent(to -> json.field("to", to.toString()));
            json.field("event", off.eventId()).close('}');
            json.moveTo(out);
        }
        json.close(']');
    }

    /** What correlations could not take into account. */
    private void losses() {
        json.openAt("correlationLosses", '[');
        for (CorrelationLoss loss : survey.result().losses()) {
            json.open('{');
            json.field("rule", survey.rules().info(loss.number()).handle());
            json.field("groupsForgotten", loss.groupsForgotten())
                    .field("eventsWithoutGroup", loss.eventsWithoutGroup());
            json.field("valuesNotNumbers", loss.valuesNotNumbers()).close('}');
        }
        json.close(']');
    }
}
