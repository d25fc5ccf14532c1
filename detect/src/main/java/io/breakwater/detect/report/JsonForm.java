package io.breakwater.detect.report;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.file.CoverFileReport;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import io.breakwater.detect.rules.RuleTags;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.model.ControlId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Everything that a scan knows, as one JSON document; docs/scan.md tells its shape. */
final class JsonForm implements Form {
    /** Changes when somebody who reads the document has to. */
    static final String FORMAT = "breakwater.scan/1";

    private final OutputStream out;
    private final Survey survey;
    private final ReportOptions options;
    private final JsonWriter json = new JsonWriter();

    JsonForm(OutputStream out, Survey survey, ReportOptions options) {
        this.out = out;
        this.survey = survey;
        this.options = options;
    }

    @Override
    public void begin() throws IOException {
        json.open('{');
        json.field("format", FORMAT).field("version", options.version());
        json.field("outcome", survey.result().outcome().name());
        json.openAt("period", '{');
        survey.result().period().from().ifPresent(from -> json.field("from", from.toString()));
        survey.result().period().to().ifPresent(to -> json.field("to", to.toString()));
        json.close('}');
        new JsonLogs(survey, json, out).write();
        coverFiles();
        new JsonCounts(survey, options, json).write();
        rules();
        json.openAt("findings", '[');
        json.moveTo(out);
    }

    private void coverFiles() {
        json.openAt("cover", '[');
        for (CoverFileReport file : survey.result().coverFiles()) {
            json.open('{');
            json.field("file", file.name()).field("sha256", file.sha256()).field("recognised", file.recognised());
            json.field("records", file.rows()).field("used", file.used()).field("setAside", file.setAside());
            json.field("duplicates", file.duplicates())
                    .given("notes", file.notes())
                    .given("problems", file.problems());
            json.close('}');
        }
        json.close(']');
    }

    private void rules() {
        json.openAt("rules", '[');
        survey.rulesUsed().forEach(this::rule);
        json.close(']');
    }

    private void rule(int number) {
        RuleInfo info = survey.rules().info(number);
        RuleTags tags = survey.rules().tags(number);
        json.open('{');
        json.field("rule", info.handle()).field("title", info.title());
        info.id().ifPresent(id -> json.field("id", id));
        json.field("level", lower(survey.rules().level(number))).given("description", info.description());
        json.field("needsCover", tags.needsCover());
        json.given("controls", tags.controls().stream().map(ControlId::value).toList());
        json.given("requirements", tags.rows());
        tags.gap().ifPresent(gap -> json.field("gap", gap.tag()));
        json.given("tags", info.tags());
        json.given("ask", info.ours().getOrDefault("ask", ""))
                .given("next", info.ours().getOrDefault("next", ""));
        json.field("place", info.place().toString()).close('}');
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void finding(Finding finding) throws IOException {
        json.open('{');
        json.field("id", finding.id()).field("kind", lower(finding.kind())).given("time", Words.exact(finding.time()));
        json.field("level", lower(finding.level())).field("settled", finding.isSettled());
        json.field("what", finding.what());
        json.given(
                "rules",
                finding.rules().stream()
                        .map(n -> survey.rules().info(n).handle())
                        .toList());
        finding.cover().ifPresent(this::cover);
        json.given("next", NextStep.of(finding, survey.rules().info(survey.gravest(finding))));
        if (finding.event().isPresent()) {
            event(finding.event().get());
        }
        if (!finding.others().isEmpty()) {
            json.openAt("events", '[');
            finding.others().forEach(this::other);
            json.close(']');
        }
        json.close('}');
        json.moveTo(out);
    }

    private void cover(CoverAnswer cover) {
        json.field("verdict", cover.verdict().name()).openAt("cover", '{');
        for (PartAnswer part : cover.parts()) {
            json.openAt(part.part().label(), '{').field("state", lower(part.state()));
            part.name().ifPresent(name -> json.field("name", name));
            json.field("why", part.why()).close('}');
        }
        cover.suspicion().ifPresent(why -> json.field("suspicion", why));
        json.close('}');
    }

    private void event(LogEvent event) throws IOException {
        json.openAt("event", '{').field("cloud", event.cloud().name()).field("format", event.format());
        json.field("id", event.id()).given("time", Words.exact(event.time()));
        json.given("account", event.account()).given("region", event.region());
        json.given("service", event.service()).field("action", event.action());
        json.field("outcome", lower(event.outcome())).given("error", event.errorCode());
        principal(event.principal());
        json.given("address", event.address()).given("userAgent", event.userAgent());
        json.given("resources", event.resources());
        event.delivered().ifPresent(at -> json.field("delivered", at.toString()));
        where(event.where());
        record(event.raw());
        json.close('}');
    }

    private void record(RawRecord raw) throws IOException {
        if (RawJson.is(raw)) {
            json.key("raw");
            json.raw(raw, out);
        } else {
            json.key("rawText");
            json.text(raw, out);
        }
    }

    private void principal(Principal who) {
        json.openAt("principal", '{')
                .given("kind", who.kind())
                .given("id", who.id())
                .given("name", who.name());
        json.given("account", who.account());
        who.accessKeyId().ifPresent(key -> json.field("accessKeyId", key));
        who.sessionName().ifPresent(session -> json.field("sessionName", session));
        who.sourceIdentity().ifPresent(identity -> json.field("sourceIdentity", identity));
        who.issuer().ifPresent(issuer -> json.field("issuer", issuer));
        who.mfa().ifPresent(mfa -> json.field("mfa", mfa));
        json.close('}');
    }

    private void where(Whereabouts where) {
        json.field("file", where.source()).field("record", where.index());
    }

    private void other(EventRef event) {
        json.open('{');
        json.field("id", event.id()).given("time", Words.exact(event.time()));
        json.given("account", event.account()).given("region", event.region());
        json.given("service", event.service()).field("action", event.action());
        json.given("principal", event.principal()).given("address", event.address());
        json.given("resource", event.resource());
        where(event.where());
        json.close('}');
    }

    @Override
    public void end() throws IOException {
        json.close(']');
        json.close('}');
        json.moveTo(out);
        out.write('\n');
    }
}
