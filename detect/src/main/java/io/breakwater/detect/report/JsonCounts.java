package io.breakwater.detect.report;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.report.Survey.Count;
import io.breakwater.detect.report.Survey.Who;
import io.breakwater.detect.scan.FindingGroup;
import io.breakwater.detect.scan.ScanCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** The findings counted in every way a person asks, as JSON. */
final class JsonCounts {
    private static final int PEOPLE = 1_000;

    private final Survey survey;
    private final ReportOptions options;
    private final JsonWriter json;

    JsonCounts(Survey survey, ReportOptions options, JsonWriter json) {
        this.survey = survey;
        this.options = options;
        this.json = json;
    }

    void write() {
        ScanCounts counts = survey.result().counts();
        json.openAt("counts", '{').field("matched", counts.events()).field("findings", counts.findings());
        json.field("needingCover", counts.needingCover());
        counts.coveragePercent().ifPresent(percent -> {
            json.key("coveragePercent");
            json.raw(BigDecimal.valueOf(percent)
                    .setScale(2, RoundingMode.DOWN)
                    .stripTrailingZeros()
                    .toPlainString());
        });
        json.openAt("verdicts", '{');
        for (Verdict verdict : Verdict.values()) {
            json.field(verdict.name(), counts.of(verdict));
        }
        json.close('}');
        json.openAt("levels", '{');
        survey.levels().forEach((level, count) -> count(level.name().toLowerCase(Locale.ROOT), count));
        json.close('}');
        json.close('}');
        controls();
        people();
        groups();
    }

    private void count(String key, Count count) {
        json.openAt(key, '{')
                .field("findings", count.all())
                .field("open", count.open())
                .close('}');
    }

    private void controls() {
        json.openAt("controls", '[');
        survey.controls().forEach((control, count) -> {
            json.open('{');
            json.field("control", control.value());
            options.controls().of(control).ifPresent(name -> json.field("name", name));
            json.field("findings", count.all()).field("open", count.open()).close('}');
        });
        json.close(']');
    }

    private void people() {
        json.openAt("people", '[');
        survey.people().stream().limit(PEOPLE).forEach(this::person);
        json.close(']');
    }

    private void person(Who who) {
        json.open('{');
        json.field("name", who.name()).given("kind", who.kind());
        json.field("findings", who.count().all()).field("open", who.count().open());
        who.worst().ifPresent(verdict -> json.field("worstVerdict", verdict.name()));
        json.field("first", who.first().toString()).field("last", who.last().toString());
        json.given("addresses", who.addresses()).close('}');
    }

    private void groups() {
        json.openAt("groups", '[');
        for (FindingGroup group : survey.result().groups()) {
            json.open('{');
            json.field("rule", survey.rules().info(group.rule()).handle());
            json.field("title", survey.rules().info(group.rule()).title());
            group.verdict().ifPresent(verdict -> json.field("verdict", verdict.name()));
            json.field("level", group.level().name().toLowerCase(Locale.ROOT)).field("findings", group.count());
            json.field("first", group.first().id()).close('}');
        }
        json.close(']');
    }
}
