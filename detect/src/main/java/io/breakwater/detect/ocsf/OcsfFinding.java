package io.breakwater.detect.ocsf;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.rules.RuleTags;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.ScanRules;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.detect.sigma.rule.RuleInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One finding as OCSF. */
final class OcsfFinding {
    private final Finding finding;
    private final ScanRules rules;
    private final String version;
    private final JsonWriter json;
    private final RuleInfo rule;
    private final RuleTags tags;

    OcsfFinding(Finding finding, ScanRules rules, String version, JsonWriter json) {
        this.finding = finding;
        this.rules = rules;
        this.version = version;
        this.json = json;
        int gravest = rules.gravest(finding.rules());
        this.rule = rules.info(gravest);
        this.tags = rules.tags(gravest);
    }

    void write() {
        json.open('{');
        OcsfParts.head(OcsfClass.DETECTION_FINDING, 1, "Create", json);
        json.field("severity_id", finding.level().ordinal() + 1).field("severity", caption(finding.level()));
        json.field("time", finding.time().toEpochMilli());
        json.field("status_id", finding.isSettled() ? 4 : 1).field("status", finding.isSettled() ? "Resolved" : "New");
        json.field("is_alert", !finding.isSettled()).field("message", finding.what());
        metadata();
        info();
        finding.event().ifPresent(event -> OcsfParts.cloud(event, json));
        evidences();
        finding.event().ifPresent(event -> OcsfParts.resources(event.resources(), json));
        String next = rule.ours().getOrDefault("next", "");
        if (!next.isEmpty()) {
            json.openAt("remediation", '{').field("desc", next).close('}');
        }
        finding.cover().ifPresent(this::verdict);
        json.close('}');
    }

    private static String caption(Level level) {
        return level.name().charAt(0) + level.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    private void metadata() {
        json.openAt("metadata", '{').field("version", Ocsf.SCHEMA).field("uid", finding.id());
        List<String> profiles = Stream.concat(
                        finding.event().stream().map(event -> "cloud"),
                        finding.cover().stream().map(cover -> "incident"))
                .toList();
        json.given("profiles", profiles);
        json.openAt("product", '{')
                .field("name", "Breakwater")
                .field("version", version)
                .close('}');
        json.close('}');
    }

    private void info() {
        json.openAt("finding_info", '{').field("uid", finding.id()).field("title", rule.title());
        json.given("desc", rule.description());
        json.field("created_time", finding.time().toEpochMilli());
        json.field("first_seen_time", times().mapToLong(Long::longValue).min().orElse(0));
        json.field("last_seen_time", times().mapToLong(Long::longValue).max().orElse(0));
        analytic("analytic", rule);
        related();
        attacks();
        events();
        tags();
        json.close('}');
    }

    private Stream<Long> times() {
        return Stream.concat(
                Stream.of(finding.time().toEpochMilli()),
                finding.others().stream().map(other -> other.time().toEpochMilli()));
    }

    private void analytic(String key, RuleInfo info) {
        json.key(key);
        analytic(info);
    }

    private void analytic(RuleInfo info) {
        json.open('{');
        json.field("type_id", 1).field("type", "Rule").field("name", info.title());
        json.field("uid", info.id().orElse(info.handle())).close('}');
    }

    private void related() {
        List<RuleInfo> others = finding.rules().stream()
                .map(rules::info)
                .filter(info -> !info.equals(rule))
                .toList();
        if (!others.isEmpty()) {
            json.openAt("related_analytics", '[');
            others.forEach(this::analytic);
            json.close(']');
        }
    }

    private void attacks() {
        List<Attack> attacks =
                rule.tags().stream().flatMap(tag -> Attack.tagged(tag).stream()).toList();
        if (attacks.isEmpty()) {
            return;
        }
        json.openAt("attacks", '[');
        for (Attack attack : attacks) {
            json.open('{');
            if (attack.isTactic()) {
                json.openAt("tactic", '{')
                        .field("uid", attack.id())
                        .field("name", attack.name())
                        .close('}');
            } else {
                json.openAt("technique", '{').field("uid", attack.technique()).close('}');
                if (attack.isSubTechnique()) {
                    json.openAt("sub_technique", '{').field("uid", attack.id()).close('}');
                }
            }
            json.close('}');
        }
        json.close(']');
    }

    private void events() {
        List<String> ids = Stream.concat(
                        finding.event().stream().map(LogEvent::id),
                        finding.others().stream().map(EventRef::id))
                .filter(id -> !id.isEmpty())
                .toList();
        json.field("related_events_count", ids.size());
        if (!ids.isEmpty()) {
            json.openAt("related_events", '[');
            ids.forEach(id -> {
                json.open('{');
                json.field("uid", id).close('}');
            });
            json.close(']');
        }
    }

    private void tags() {
        json.openAt("tags", '[');
        tag("control", tags.controls().stream().map(id -> id.value()).toList());
        tag("requirement", tags.rows());
        tag("gap", tags.gap().stream().map(gap -> gap.tag()).toList());
        json.close(']');
    }

    private void tag(String name, List<String> values) {
        if (!values.isEmpty()) {
            json.open('{');
            json.field("name", name).given("values", values).close('}');
        }
    }

    private void evidences() {
        json.openAt("evidences", '[');
        finding.event().ifPresent(event -> {
            json.open('{');
            OcsfParts.actor(event.principal(), json);
            OcsfParts.api(event.action(), event.service(), event.errorCode(), json);
            OcsfParts.source(event.address(), json);
            where(event.where().source(), event.where().index());
            json.close('}');
        });
        finding.others().forEach(this::evidence);
        json.close(']');
    }

    private void evidence(EventRef event) {
        json.open('{');
        String who = event.principal().isEmpty() ? OcsfParts.NOT_LOGGED : event.principal();
        json.openAt("actor", '{').openAt("user", '{').field("name", who).close('}');
        json.close('}');
        OcsfParts.api(event.action(), event.service(), "", json);
        OcsfParts.source(event.address(), json);
        OcsfParts.resources(event.resource().isEmpty() ? List.of() : List.of(event.resource()), json);
        where(event.where().source(), event.where().index());
        json.close('}');
    }

    private void where(String file, long record) {
        json.openAt("data", '{').field("log_file", file).field("record", record).close('}');
    }

    private void verdict(CoverAnswer cover) {
        json.field("verdict_id", verdictId(cover.verdict())).field("verdict", verdictName(cover.verdict()));
        if (cover.verdict() == Verdict.SUSPECTED_COMPROMISE) {
            json.field("is_suspected_breach", true);
        }
        Optional<String> ticket = Optional.of(cover.part(CoverPart.TICKET))
                .filter(PartAnswer::found)
                .flatMap(PartAnswer::name);
        ticket.ifPresent(id -> json.openAt("ticket", '{').field("uid", id).close('}'));
        json.openAt("unmapped", '{')
                .openAt("cover", '{')
                .field("verdict", cover.verdict().label());
        cover.suspicion().ifPresent(why -> json.field("suspicion", why));
        for (PartAnswer part : cover.parts()) {
            json.openAt(part.part().label(), '{');
            json.field("state", part.state().name().toLowerCase(java.util.Locale.ROOT));
            part.name().ifPresent(name -> json.field("name", name));
            json.field("why", part.why()).close('}');
        }
        json.close('}');
        json.close('}');
    }

    private static int verdictId(Verdict verdict) {
        return switch (verdict) {
            case SUSPECTED_COMPROMISE -> 4;
            case UNCOVERED -> 8;
            case UNKNOWN -> 7;
            case PARTLY_COVERED -> Activity.OTHER;
            case DRILL -> 6;
            case COVERED -> 5;
        };
    }

    /** The schema's captions. */
    private static String verdictName(Verdict verdict) {
        return switch (verdict) {
            case SUSPECTED_COMPROMISE -> "Suspicious";
            case UNCOVERED -> "Security Risk";
            case UNKNOWN -> "Insufficient Data";
            case PARTLY_COVERED -> "Partly Covered";
            case DRILL -> "Test";
            case COVERED -> "Benign";
        };
    }
}
