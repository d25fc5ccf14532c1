package io.breakwater.cli.scan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Console;
import io.breakwater.cli.talk.Console.Style;
import io.breakwater.detect.digest.DigestReport;
import io.breakwater.detect.digest.DigestReport.Outcome;
import io.breakwater.detect.digest.Flaw;
import io.breakwater.detect.digest.Flaw.Weight;
import io.breakwater.detect.digest.TrailReport;
import io.breakwater.detect.report.Words;
import io.breakwater.model.page.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What digests prove, for people and as JSON. */
public final class DigestView {
    private static final int FLAWS = 10;

    private final DigestReport report;
    private final String folder;

    /** @param folder the working folder, which is left out of names */
    public DigestView(DigestReport report, String folder) {
        this.report = report;
        this.folder = folder + "/";
    }

    /** One line that says how it stands, one a trail, and the gravest flaws. */
    public List<String> lines(Console console) {
        List<String> lines = new ArrayList<>();
        lines.add(console.styled(Style.STRONG, "Digests") + "  " + verdict(console, report.outcome()));
        report.trails().forEach(trail -> lines.add("         " + line(trail)));
        if (report.outside() > 0) {
            lines.add("         " + Words.count(report.outside(), "log file")
                    + " of times without a digest: nothing is known of them");
        }
        List<Flaw> flaws = report.flaws()
                .sorted(Comparator.comparing(flaw -> flaw.kind().weight()))
                .toList();
        flaws.stream().limit(FLAWS).forEach(flaw -> lines.add("         " + line(console, flaw)));
        if (flaws.size() > FLAWS) {
            lines.add("         and " + Words.number(flaws.size() - FLAWS) + " more; --json has all");
        }
        return lines;
    }

    private static String verdict(Console console, Outcome outcome) {
        return switch (outcome) {
            case PROVEN -> console.styled(Style.GOOD, "PROVEN: nothing was changed, removed or added");
            case BROKEN -> console.styled(Style.BAD, "BROKEN: something was changed, removed or added");
            case GAPS ->
                console.styled(Style.CARE, "GAPS: nothing was changed, but for some time there are no digests");
            case UNCHECKED ->
                console.styled(
                        Style.CARE, "UNCHECKED: nothing wrong was found, but not every signature could be checked");
            case NONE -> console.styled(Style.CARE, "NONE: there is no digest");
        };
    }

    private String line(TrailReport trail) {
        String signatures = report.keysGiven()
                ? Words.number(trail.signed()) + " signed"
                : "signatures not checked: no keys were given";
        return trail.trail() + ": " + Words.count(trail.digests(), "digest") + " (" + signatures + ") from "
                + trail.from()
                + " to " + trail.to() + ", " + Words.number(trail.intact()) + " of "
                + Words.count(trail.logs(), "log file") + " as delivered";
    }

    private String line(Console console, Flaw flaw) {
        Style style = flaw.kind().weight() == Weight.BROKEN ? Style.BAD : Style.CARE;
        return console.styled(style, flaw.kind().words()) + ": "
                + Shown.line(shown(flaw.name()) + (flaw.detail().isEmpty() ? "" : " (" + flaw.detail() + ")"));
    }

    private String shown(String name) {
        return name.startsWith(folder) ? name.substring(folder.length()) : name;
    }

    /** The same with every flaw. */
    public void writeTo(ObjectNode document) {
        document.put("outcome", report.outcome().name())
                .put("keysGiven", report.keysGiven())
                .put("logsWithoutDigest", report.outside());
        document.putArray("trails");
        report.trails().forEach(trail -> {
            ObjectNode node = document.withArray("trails")
                    .addObject()
                    .put("account", trail.trail().account())
                    .put("region", trail.trail().region())
                    .put("trail", trail.trail().name())
                    .put("backfill", trail.trail().isBackfill())
                    .put("digests", trail.digests())
                    .put("signed", trail.signed())
                    .put("from", trail.from().toString())
                    .put("to", trail.to().toString())
                    .put("logs", trail.logs())
                    .put("intact", trail.intact())
                    .put("flaws", trail.flawCount());
            trail.proven()
                    .forEach(span -> node.withArray("proven")
                            .addObject()
                            .put("from", span.from().toString())
                            .put("to", span.to().toString()));
        });
        document.putArray("flaws");
        report.flaws()
                .forEach(flaw -> document.withArray("flaws")
                        .addObject()
                        .put("kind", flaw.kind().name())
                        .put("weight", flaw.kind().weight().name())
                        .put("name", shown(flaw.name()))
                        .put("detail", flaw.detail()));
    }

    /** The exit codes of {@code digest verify}. */
    public int exit() {
        return switch (report.outcome()) {
            case PROVEN -> 0;
            case BROKEN -> 40;
            case GAPS -> 41;
            case UNCHECKED -> 42;
            case NONE -> 43;
        };
    }
}
