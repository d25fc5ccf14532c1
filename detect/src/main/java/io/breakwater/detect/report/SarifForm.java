package io.breakwater.detect.report;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.Whereabouts;
import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.model.ControlId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** SARIF 2.1.0 (OASIS): each rule with its help, each finding with the log file and the number of its record. */
final class SarifForm implements Form {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final OutputStream out;
    private final Survey survey;
    private final ReportOptions options;
    private final JsonWriter json = new JsonWriter();
    private final Map<Integer, Integer> places = new HashMap<>();

    SarifForm(OutputStream out, Survey survey, ReportOptions options) {
        this.out = out;
        this.survey = survey;
        this.options = options;
    }

    @Override
    public void begin() throws IOException {
        json.open('{');
        json.field("$schema", SCHEMA)
                .field("version", "2.1.0")
                .openAt("runs", '[')
                .open('{');
        json.openAt("tool", '{').openAt("driver", '{').field("name", "Breakwater");
        json.field("version", options.version()).openAt("rules", '[');
        for (int number : survey.rulesUsed()) {
            places.put(number, places.size());
            rule(number);
        }
        json.close(']');
        json.close('}');
        json.close('}');
        json.field("columnKind", "utf16CodeUnits");
        invocation();
        json.openAt("results", '[');
        json.moveTo(out);
    }

    private void rule(int number) {
        RuleInfo info = survey.rules().info(number);
        Level level = survey.rules().level(number);
        json.open('{');
        json.field("id", info.handle());
        message("shortDescription", info.title());
        message("fullDescription", info.description().isEmpty() ? info.title() : info.description());
        message("help", help(info));
        json.openAt("defaultConfiguration", '{').field("level", level(level)).close('}');
        json.openAt("properties", '{').field("security-severity", score(level));
        json.given("tags", tags(number)).close('}');
        json.close('}');
    }

    private static String help(RuleInfo info) {
        String ask = info.ours().getOrDefault("ask", "");
        String next = info.ours().getOrDefault("next", "");
        List<String> lines = new ArrayList<>();
        lines.add(info.description().isEmpty() ? info.title() : info.description());
        if (!ask.isEmpty()) {
            lines.add("An auditor will ask: " + ask);
        }
        lines.add("What to do: " + (next.isEmpty() ? "look at the events and say whether they were meant." : next));
        if (!info.falsePositives().isEmpty()) {
            lines.add("May also be: " + String.join("; ", info.falsePositives()));
        }
        return String.join("\n\n", lines);
    }

    private List<String> tags(int number) {
        List<String> tags = new ArrayList<>(List.of("security"));
        survey.rules().tags(number).controls().stream().map(ControlId::value).forEach(tags::add);
        survey.rules().info(number).tags().stream()
                .filter(tag -> tag.startsWith("attack."))
                .forEach(tags::add);
        return tags.stream().distinct().toList();
    }

    private static String level(Level level) {
        return switch (level) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFORMATIONAL -> "note";
        };
    }

    /** On the scale of 0 to 10 that code scanning sorts by. */
    private static String score(Level level) {
        return switch (level) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "3.0";
            case INFORMATIONAL -> "0.0";
        };
    }

    private void message(String key, String text) {
        json.openAt(key, '{').field("text", plain(text)).close('}');
    }

    /**
     * Nothing in a text is put in for (section 3.11.5) or leads anywhere (section 3.11.6), whoever wrote it into a log or gave it
     * to a file as a name.
     */
    private static String plain(String text) {
        return text.replace("{", "{{").replace("}", "}}").replace("](", "] (");
    }

    /** Files that could not be read in full: a run that did not see everything says so. */
    private void invocation() throws IOException {
        ReadReport read = survey.result().read();
        List<FileReport> damaged = read.damaged();
        json.openAt("invocations", '[').open('{');
        json.field("executionSuccessful", survey.result().looked() > 0 && read.damagedCount() == 0);
        if (!damaged.isEmpty()) {
            json.openAt("toolExecutionNotifications", '[');
            for (FileReport file : damaged) {
                notification(file);
                json.moveTo(out);
            }
            notTold(read.damagedCount() - damaged.size());
            json.close(']');
        }
        json.close('}');
        json.close(']');
    }

    private void notTold(long files) {
        if (files > 0) {
            json.open('{');
            json.field("level", "error");
            message("message", "and " + Words.count(files, "file") + " more that could not be read in full");
            json.close('}');
        }
    }

    private void notification(FileReport file) {
        json.open('{');
        json.field("level", "error");
        message("message", file.name() + ": " + GapWords.losses(file));
        json.openAt("locations", '[').open('{');
        artifact(file.name());
        json.close('}');
        json.close(']');
        json.close('}');
    }

    @Override
    public void finding(Finding finding) throws IOException {
        int rule = survey.gravest(finding);
        json.open('{');
        json.field("ruleId", survey.rules().info(rule).handle()).field("ruleIndex", places.getOrDefault(rule, -1));
        json.field("kind", kind(finding)).field("level", finding.isSettled() ? "none" : level(finding.level()));
        message("message", sentence(finding));
        locations(finding);
        json.openAt("partialFingerprints", '{')
                .field("breakwaterFinding/v1", finding.id())
                .close('}');
        json.openAt("properties", '{').given("time", Words.exact(finding.time()));
        finding.verdict().ifPresent(verdict -> json.field("verdict", verdict.label()));
        json.field("severity", finding.level().name().toLowerCase(Locale.ROOT)).close('}');
        json.close('}');
        json.moveTo(out);
    }

    /** Of what is settled, the level has to be "none" (section 3.27.9). */
    private static String kind(Finding finding) {
        if (!finding.isSettled()) {
            return "fail";
        }
        return finding.verdict().isPresent() ? "pass" : "informational";
    }

    private String sentence(Finding finding) {
        String verdict = finding.verdict()
                .map(Verdict::label)
                .map(label -> " (" + label + ")")
                .orElse("");
        String who = Survey.Who.of(finding).name();
        return finding.what() + verdict + (who.isEmpty() ? "" : ", by " + who) + ", " + finding.time();
    }

    /** Each once: related locations are unique (section 3.27.22). */
    private void locations(Finding finding) {
        Set<Whereabouts> all = new LinkedHashSet<>();
        finding.event().ifPresent(event -> all.add(event.where()));
        finding.others().stream().map(EventRef::where).forEach(all::add);
        if (all.isEmpty()) {
            return;
        }
        json.openAt("locations", '[');
        location(all.iterator().next());
        json.close(']');
        if (all.size() > 1) {
            json.openAt("relatedLocations", '[');
            all.stream().skip(1).forEach(this::location);
            json.close(']');
        }
    }

    /** A record is no line: its number stands as a logical location. */
    private void location(Whereabouts where) {
        json.open('{');
        artifact(where.source());
        json.openAt("logicalLocations", '[').open('{');
        json.field("name", "record " + where.index());
        json.field("fullyQualifiedName", where.source() + "#" + where.index())
                .field("kind", "element")
                .close('}');
        json.close(']');
        json.close('}');
    }

    private void artifact(String file) {
        json.openAt("physicalLocation", '{').openAt("artifactLocation", '{');
        json.field("uri", FileUri.of(file)).close('}');
        json.close('}');
    }

    @Override
    public void end() throws IOException {
        json.close(']');
        json.close('}');
        json.close(']');
        json.close('}');
        json.moveTo(out);
        out.write('\n');
    }
}
