package io.breakwater.cli.scan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.report.GapWords;
import io.breakwater.detect.report.ReportOptions;
import io.breakwater.detect.report.Reports;
import io.breakwater.detect.report.Words;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.FindingGroup;
import io.breakwater.detect.scan.ScanCounts;
import io.breakwater.detect.scan.ScanResult;
import io.breakwater.detect.scan.ScanRules;
import io.breakwater.evidence.catalogue.Catalogue;
import io.breakwater.evidence.catalogue.Control;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A scan as a document: its summary on standard output, all of it in a folder. */
public final class ScanDocument {
    private ScanDocument() {}

    /** What standard output gets with {@code --json}. */
    public static ObjectNode summary(ScanResult result) {
        ScanCounts counts = result.counts();
        ObjectNode document = Documents.object().put("outcome", result.outcome().name());
        document.putObject("read")
                .put("files", result.read().fileCount())
                .put("bytes", result.read().bytes())
                .put("events", result.read().records())
                .put("duplicates", result.read().duplicates())
                .put("outsidePeriod", counts.outsidePeriod());
        ObjectNode formats = document.withObject("/read/formats");
        result.read().formats().forEach(formats::put);
        ObjectNode problems = document.withObject("/read/problems");
        result.read().problems().forEach((problem, count) -> problems.put(problem.name(), count));
        result.gaps().forEach(gap -> document.withArray("gaps").add(GapWords.line(gap)));
        result.read().trailsOff().forEach(off -> document.withArray("gaps").add(GapWords.line(off)));
        result.coverFiles().forEach(file -> {
            ObjectNode cover = document.withArray("cover").addObject();
            cover.put("file", file.name())
                    .put("sha256", file.sha256())
                    .put("recognised", file.recognised())
                    .put("records", file.rows())
                    .put("used", file.used());
            file.problems().forEach(cover.withArray("problems")::add);
        });
        verdicts(document, counts);
        result.groups().forEach(group -> add(document, result.rules(), group));
        return document;
    }

    private static void verdicts(ObjectNode document, ScanCounts counts) {
        ObjectNode verdicts = document.putObject("verdicts");
        counts.verdicts().forEach((verdict, count) -> verdicts.put(verdict.name(), count));
        counts.coveragePercent().ifPresent(percent -> document.put("coveragePercent", Math.round(percent * 10) / 10.0));
    }

    private static void add(ObjectNode document, ScanRules rules, FindingGroup group) {
        ObjectNode node = document.withArray("groups").addObject();
        node.put("rule", rules.info(group.rule()).handle())
                .put("title", rules.info(group.rule()).title())
                .put("level", group.level().name().toLowerCase(Locale.ROOT))
                .put("count", group.count());
        group.verdict().ifPresent(verdict -> node.put("verdict", verdict.name()));
        node.set("first", finding(rules, group.first()));
    }

    /** Makes the folder that is to be written: whoever scans for an hour wants to know at once that it cannot be. */
    public static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException noFolder) {
            throw notWritten(folder);
        }
        if (!Files.isWritable(folder)) {
            throw notWritten(folder);
        }
    }

    private static Failure notWritten(Path folder) {
        return new Failure(
                "NOT_WRITTEN", folder + " cannot be written", "Check its owner and the space left.", Exit.USAGE);
    }

    /** All that was found, in every form of {@link Reports}; controls by the names of the catalogue. */
    public static void write(ScanResult result, Path folder, String version) {
        Catalogue catalogue = Catalogue.shipped();
        try {
            Reports.write(
                    folder,
                    result,
                    new ReportOptions(version, id -> catalogue.find(id).map(Control::title)));
        } catch (IOException unwritable) {
            throw notWritten(folder);
        }
    }

    private static ObjectNode finding(ScanRules rules, Finding finding) {
        ObjectNode node = Documents.object()
                .put("id", finding.id())
                .put("kind", finding.kind().name())
                .put("time", Words.exact(finding.time()))
                .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                .put("what", finding.what());
        finding.rules()
                .forEach(rule -> node.withArray("rules").add(rules.info(rule).handle()));
        finding.cover().ifPresent(cover -> cover(node.putObject("cover"), cover));
        finding.event().ifPresent(event -> {
            ObjectNode at = node.putObject("event");
            at.put("id", event.id())
                    .put("account", event.account())
                    .put("region", event.region())
                    .put("action", event.action())
                    .put("principal", event.principal().name())
                    .put("address", event.address())
                    .put("source", event.where().source())
                    .put("index", event.where().index());
            if (event.raw().isElsewhere()) {
                at.put("recordBytes", event.raw().length());
            } else {
                Documents.parse(event.raw().bytes()).ifPresent(raw -> at.set("record", raw));
            }
        });
        finding.others()
                .forEach(other -> node.withArray("events")
                        .addObject()
                        .put("id", other.id())
                        .put("time", Words.exact(other.time()))
                        .put("action", other.action())
                        .put("source", other.where().source())
                        .put("index", other.where().index()));
        return node;
    }

    private static void cover(ObjectNode node, CoverAnswer cover) {
        node.put("verdict", cover.verdict().name());
        cover.suspicion().ifPresent(why -> node.put("suspicion", why));
        cover.parts().forEach(part -> {
            ObjectNode one = node.putObject(part.part().label());
            one.put("state", part.state().name()).put("why", part.why());
            part.name().ifPresent(name -> one.put("name", name));
        });
    }
}
