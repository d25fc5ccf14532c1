package io.breakwater.detect.report;

import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.model.ControlId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A line a finding, for spreadsheets (RFC 4180): no text of a log becomes a formula in one. */
final class CsvForm implements Form {
    private final OutputStream out;
    private final Survey survey;
    private final List<Column> columns;

    CsvForm(OutputStream out, Survey survey) {
        this.out = out;
        this.survey = survey;
        this.columns = columns();
    }

    private record Column(String name, Function<Finding, String> value) {}

    private List<Column> columns() {
        return List.of(
                new Column("id", Finding::id),
                new Column("time", finding -> Words.exact(finding.time())),
                new Column("kind", finding -> lower(finding.kind().name())),
                new Column(
                        "verdict",
                        finding -> finding.verdict().map(Verdict::label).orElse("")),
                new Column("level", finding -> lower(finding.level().name())),
                new Column("settled", finding -> String.valueOf(finding.isSettled())),
                new Column("what", Finding::what),
                new Column("rule", finding -> rule(finding).handle()),
                new Column(
                        "rules",
                        finding -> joined(finding.rules().stream()
                                .map(n -> survey.rules().info(n).handle())
                                .toList())),
                new Column(
                        "controls",
                        finding -> joined(survey.controls(finding).stream()
                                .map(ControlId::value)
                                .toList())),
                new Column("account", text(LogEvent::account, EventRef::account)),
                new Column("region", text(LogEvent::region, EventRef::region)),
                new Column("service", text(LogEvent::service, EventRef::service)),
                new Column("action", text(LogEvent::action, EventRef::action)),
                new Column("outcome", text(event -> lower(event.outcome().name()), other -> "")),
                new Column("error", text(LogEvent::errorCode, other -> "")),
                new Column("principal", text(event -> event.principal().name(), EventRef::principal)),
                new Column("principal_kind", who(Principal::kind)),
                new Column("principal_id", who(Principal::id)),
                new Column(
                        "access_key", who(principal -> principal.accessKeyId().orElse(""))),
                new Column("address", text(LogEvent::address, EventRef::address)),
                new Column("user_agent", text(LogEvent::userAgent, other -> "")),
                new Column("resources", text(event -> joined(event.resources()), EventRef::resource)),
                new Column("event_id", text(LogEvent::id, EventRef::id)),
                new Column(
                        "events",
                        finding -> String.valueOf(
                                finding.others().size() + (finding.event().isPresent() ? 1 : 0))),
                new Column(
                        "file",
                        text(
                                event -> event.where().source(),
                                other -> other.where().source())),
                new Column(
                        "record",
                        text(
                                event -> String.valueOf(event.where().index()),
                                other -> String.valueOf(other.where().index()))),
                new Column("grant", part(CoverPart.GRANT)),
                new Column("incident", part(CoverPart.INCIDENT)),
                new Column("ticket", part(CoverPart.TICKET)),
                new Column("approval", part(CoverPart.APPROVAL)),
                new Column(
                        "suspicion",
                        finding -> finding.cover()
                                .flatMap(cover -> cover.suspicion())
                                .orElse("")),
                new Column("next", finding -> NextStep.of(finding, rule(finding))));
    }

    private RuleInfo rule(Finding finding) {
        return survey.rules().info(survey.gravest(finding));
    }

    /** Of several events the first. */
    private static Function<Finding, String> text(Function<LogEvent, String> event, Function<EventRef, String> other) {
        return finding -> finding.event()
                .map(event)
                .or(() -> finding.others().stream().findFirst().map(other))
                .orElse("");
    }

    private static Function<Finding, String> who(Function<Principal, String> part) {
        return text(event -> part.apply(event.principal()), other -> "");
    }

    private static Function<Finding, String> part(CoverPart part) {
        return finding ->
                finding.cover().map(cover -> inWords(cover.part(part))).orElse("");
    }

    private static String inWords(PartAnswer part) {
        Optional<String> name = part.name();
        return lower(part.state().name()) + name.map(n -> ": " + n).orElse("");
    }

    private static String joined(List<String> texts) {
        return texts.stream().collect(Collectors.joining(" | "));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public void begin() throws IOException {
        line(columns.stream().map(Column::name).toList());
    }

    @Override
    public void finding(Finding finding) throws IOException {
        line(columns.stream().map(column -> column.value().apply(finding)).toList());
    }

    private void line(List<String> values) throws IOException {
        String line = values.stream().map(CsvCell::of).collect(Collectors.joining(","));
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void end() {
        // The last line ends like the others.
    }
}
