package io.breakwater.cli.scan;

import io.breakwater.cli.talk.Console;
import io.breakwater.cli.talk.Console.Style;
import io.breakwater.detect.aws.Subject;
import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.PartAnswer.State;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.cover.file.CoverFileReport;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.Problem;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.report.GapWords;
import io.breakwater.detect.report.NextStep;
import io.breakwater.detect.report.Words;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.FindingGroup;
import io.breakwater.detect.scan.ScanCounts;
import io.breakwater.detect.scan.ScanResult;
import io.breakwater.model.page.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A scan for a tired person: what was read and what not, how it stands, the worst first, and what to do next. Whatever logs,
 * file names and rules say is somebody else's text: it passes {@link Shown} and can neither end a line nor set a colour.
 */
public final class ScanSummary {
    private static final int GROUPS = 10;
    private static final int FILES = 5;

    private final Console console;
    private final ScanResult result;
    private final List<String> lines = new ArrayList<>();

    public ScanSummary(Console console, ScanResult result) {
        this.console = console;
        this.result = result;
    }

    /** The lines, for standard output. */
    public List<String> lines() {
        read(result.read(), result.counts());
        cover();
        gaps();
        verdicts(result.counts());
        worst();
        return List.copyOf(lines);
    }

    private void read(ReadReport read, ScanCounts counts) {
        lines.add(strong("Logs") + "     " + Words.count(read.records(), "event") + " in "
                + Words.count(read.fileCount(), "file") + ", " + Words.bytes(read.bytes())
                + (read.contentBytes() > read.bytes() ? " (" + Words.bytes(read.contentBytes()) + " unpacked)" : "")
                + formats(read));
        if (read.duplicates() > 0) {
            indented((read.isEstimate() ? "about " : "") + Words.count(read.duplicates(), "event")
                    + " came more than once; each counts once");
        }
        if (!result.period().equals(Window.ALWAYS)) {
            indented(Words.count(counts.outsidePeriod(), "event") + " left out: not "
                    + result.period().inWords());
        }
        GapWords.versions(read).ifPresent(this::indented);
        notRead(read);
        long timeless = read.problems().getOrDefault(Problem.NO_TIME, 0L);
        if (timeless > 0) {
            indented(care(Words.count(timeless, "event") + " without a time that can be read: nobody can tell what"
                    + " covers them"));
        }
        if (counts.undecided() > 0) {
            indented(
                    care(
                            Words.count(counts.undecided(), "time")
                                    + " a rule could not decide: it is slow (`breakwater rules lint` says so), or a field has too many values"));
        }
        // Matches without a field of group-by are no loss to a reader in a hurry: the page and the JSON tell them.
        result.losses().stream()
                .filter(loss -> loss.groupsForgotten() > 0)
                .forEach(loss -> indented(care("the correlation "
                        + result.rules().info(loss.number()).handle() + " could not keep everything in memory: "
                        + Words.count(loss.groupsForgotten(), "group") + " forgotten")));
    }

    private static String formats(ReadReport read) {
        return read.formats().isEmpty()
                ? ""
                : ": "
                        + read.formats().entrySet().stream()
                                .map(format -> format.getKey() + " " + Words.number(format.getValue()))
                                .collect(Collectors.joining(", "));
    }

    private void notRead(ReadReport read) {
        List<FileReport> damaged = read.damaged().stream().limit(FILES).toList();
        if (read.records() == 0) {
            indented(bad("no event could be read"));
        }
        if (damaged.isEmpty()) {
            return;
        }
        indented(bad(Words.count(read.damagedCount(), "file") + " could not be read in full:"));
        damaged.forEach(file -> indented("  " + Shown.line(file.name() + ": " + GapWords.losses(file))));
        if (read.damagedCount() > damaged.size()) {
            indented("  and " + Words.count(read.damagedCount() - damaged.size(), "file") + " more");
        }
    }

    private void cover() {
        if (result.coverFiles().isEmpty()) {
            lines.add(strong("Cover")
                    + "    none given; with --cover FILE, tickets, grants and incidents explain events");
        }
        String title = strong("Cover") + "    ";
        for (CoverFileReport file : result.coverFiles()) {
            lines.add(title + Shown.line(file.name()) + ": "
                    + (file.recognised().isEmpty()
                            ? bad("not recognised")
                            : file.recognised() + ", " + Words.number(file.used()) + " of "
                                    + Words.count(file.rows(), "record") + " used")
                    + file.notes().stream().map(note -> ", " + note).collect(Collectors.joining()));
            file.problems().stream().limit(FILES).forEach(problem -> indented(bad(Shown.line(problem))));
            title = "         ";
        }
    }

    private void gaps() {
        List<Gap> gaps = result.gaps();
        List<String> told = new ArrayList<>();
        Stream.concat(
                        result.read().trailsOff().stream().map(GapWords::line),
                        GapWords.longestFirst(gaps).stream().map(GapWords::line))
                .limit(FILES + 1)
                .forEach(gap -> told.add(care(Shown.line(gap))));
        long more = result.read().trailsOff().size() + gaps.size() - told.size();
        if (more > 0) {
            told.add("and " + Words.count(more, "gap") + " more");
        }
        GapWords.late(result.read()).ifPresent(late -> told.add(care(late)));
        if (result.read().gapsAreCutShort()) {
            told.add(care(GapWords.CUT_SHORT));
        }
        for (int i = 0; i < told.size(); i++) {
            lines.add((i == 0 ? strong("Gaps") + "     " : "         ") + told.get(i));
        }
    }

    private void verdicts(ScanCounts counts) {
        if (counts.needingCover() == 0) {
            lines.add(strong("Verdict") + "  no event that needs cover");
            return;
        }
        lines.add(strong("Verdict") + "  " + Words.count(counts.needingCover(), "event") + " needed cover: "
                + counts.verdicts().entrySet().stream()
                        .map(entry -> styled(
                                entry.getKey(),
                                Words.number(entry.getValue()) + " "
                                        + entry.getKey().label()))
                        .collect(Collectors.joining(", "))
                + counts.coveragePercent()
                        .map(percent -> ". Coverage " + Words.percent(percent))
                        .orElse(""));
    }

    private void worst() {
        List<FindingGroup> open = result.groups().stream()
                .filter(group -> !group.first().isSettled())
                .toList();
        if (open.isEmpty()) {
            lines.add(nothingOpen());
            return;
        }
        lines.add("");
        for (int i = 0; i < Math.min(GROUPS, open.size()); i++) {
            group(i + 1, open.get(i));
        }
        if (open.size() > GROUPS) {
            lines.add(
                    "and " + Words.count(open.size() - GROUPS, "kind") + " of findings more; --out FOLDER writes all");
        }
    }

    /** No finding is good news only where something was read: "no events" and "no logs" are different answers. */
    private String nothingOpen() {
        if (result.read().records() == 0) {
            return bad("Nothing can be said: no event could be read.");
        }
        if (result.looked() == 0) {
            return bad("Nothing can be said: no event is of the time that was asked for.");
        }
        boolean whole = result.counts().undecided() == 0 && result.read().damagedCount() == 0;
        return whole
                ? console.styled(Style.GOOD, "Nothing is left to explain.")
                : care("Nothing is left to explain in what could be read.");
    }

    private void group(int number, FindingGroup group) {
        String verdict =
                group.verdict().map(Verdict::label).orElse(group.level().name()).toUpperCase(Locale.ROOT);
        lines.add(number + ". " + group.verdict().map(v -> styled(v, verdict)).orElseGet(() -> care(verdict)) + "  "
                + strong(Shown.line(result.rules().info(group.rule()).title()))
                + (group.count() > 1 ? "  (" + Words.number(group.count()) + " times, first:)" : ""));
        Finding first = group.first();
        lines.add("   " + first.event().map(ScanSummary::line).orElseGet(() -> about(first)));
        why(first);
        lines.add("   next: " + Shown.line(NextStep.of(first, result.rules().info(group.rule()))));
        lines.add("");
    }

    private static String about(Finding finding) {
        return finding.others().stream()
                .findFirst()
                .map(ScanSummary::line)
                .orElseGet(() -> finding.time().toString());
    }

    private static String time(Instant time) {
        return time.equals(LogEvent.NO_TIME) ? "at an unknown time" : time.toString();
    }

    private static String line(LogEvent event) {
        return line(
                time(event.time()),
                event.principal().name(),
                event.address(),
                event.action(),
                Subject.of(event),
                Words.refusal(event),
                event.account() + " " + event.region());
    }

    private static String line(EventRef event) {
        return line(
                time(event.time()),
                event.principal(),
                event.address(),
                event.action(),
                event.resource(),
                "",
                event.account() + " " + event.region());
    }

    private static String line(
            String time, String who, String from, String action, String on, String refusal, String where) {
        return Shown.line(time + "  " + action + (who.isEmpty() ? "" : " by " + who)
                + (from.isEmpty() ? "" : " from " + from) + (on.isEmpty() ? "" : " on " + on) + refusal
                + (where.isBlank() ? "" : "  (" + where.strip() + ")"));
    }

    private void why(Finding finding) {
        if (finding.event().isEmpty()) {
            lines.add("   why:  " + Shown.line(finding.what()));
        }
        finding.cover().ifPresent(cover -> {
            cover.suspicion().ifPresent(why -> lines.add("   why:  " + bad(Shown.line(why))));
            if (!cover.missing().isEmpty()) {
                lines.add("   missing: " + parts(cover));
            }
            reasons(cover).forEach((why, parts) -> lines.add("   " + parts + ": " + Shown.line(why)));
        });
    }

    /** What is to be said about parts that were not found; what holds of several is said once. */
    private static Map<String, String> reasons(CoverAnswer cover) {
        Map<String, String> reasons = new LinkedHashMap<>();
        cover.parts().stream()
                .filter(part -> !part.found() && !isPlainlyMissing(part))
                .forEach(part -> reasons.merge(
                        part.why(),
                        part.part().label() + (part.state() == State.UNKNOWN ? " unknown" : ""),
                        (some, more) -> some.replace(" unknown", "") + ", " + more));
        return reasons;
    }

    /** Nothing came near: the word "missing" says it all. */
    private static boolean isPlainlyMissing(PartAnswer part) {
        return part.state() == State.MISSING && part.name().isEmpty();
    }

    private static String parts(CoverAnswer cover) {
        return cover.missing().stream().map(CoverPart::label).collect(Collectors.joining(", "));
    }

    private String styled(Verdict verdict, String text) {
        return switch (verdict) {
            case SUSPECTED_COMPROMISE, UNCOVERED -> bad(text);
            case UNKNOWN, PARTLY_COVERED -> care(text);
            case DRILL, COVERED -> console.styled(Style.GOOD, text);
        };
    }

    private void indented(String text) {
        lines.add("         " + text);
    }

    private String strong(String text) {
        return console.styled(Style.STRONG, text);
    }

    private String bad(String text) {
        return console.styled(Style.BAD, text);
    }

    private String care(String text) {
        return console.styled(Style.CARE, text);
    }
}
