package io.breakwater.detect.rules;

import io.breakwater.detect.sigma.check.Sample;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.model.ControlId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pages of {@code docs/rules}: one for each rule, and the ways to find it. */
final class RulePages {
    private final RulePack pack;
    private final Rows rows = Rows.read();
    private final Map<String, Entry> entries = new TreeMap<>();

    /** One rule with all that a page tells of it. */
    private record Entry(String file, RuleInfo info, RuleTags tags, RuleSource source) {
        String name() {
            return info.handle();
        }

        String page() {
            return file.replaceAll("\\.yml$", ".md");
        }

        String link() {
            return "[" + info.title() + "](" + page() + ")";
        }

        String cloud() {
            return file.substring(0, file.indexOf('/'));
        }
    }

    RulePages(RulePack pack) {
        this.pack = pack;
        Map<String, RuleSource> sources =
                pack.sources().stream().collect(Collectors.toMap(RuleSource::name, Function.identity()));
        for (RuleInfo info : RulePack.infos(pack.read())) {
            String file = info.place().file();
            RuleTags tags = RuleTags.of(info.tags());
            entries.put(
                    info.handle(), new Entry(file.substring(RulePack.SHIPPED.length()), info, tags, sources.get(file)));
        }
    }

    /** Every page, by its path under {@code docs/rules}. */
    Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", index());
        pages.put("events.md", events());
        entries.values().forEach(entry -> pages.put(entry.page(), page(entry)));
        return pages;
    }

    private String index() {
        StringBuilder page = new StringBuilder();
        page.append(
                "# Rules\n\nMade from `detect/src/main/resources/io/breakwater/detect/rules`; a test compares the two.");
        page.append(" How rules are written, tested and put on top of these is told in [rules.md](../rules.md); which");
        page.append(" event names they speak of, in [events.md](events.md).\n\n");
        page.append(
                "A rule marked *feeds* is no finding by itself: it tells correlations and follow-ups that something");
        page.append(" began or ended. It is not listed by row or control.\n");
        page.append("\n## By row\n\n| row | what logs can show of it | rules |\n|---|---|---|\n");
        rows.numbers().forEach(row -> line(page, row, rows.title(row), rulesOf(row)));
        page.append("\n## By control\n\n| control | rules |\n|---|---|\n");
        byControl().forEach((control, rules) -> line(page, control, links(rules)));
        page.append("\n## By cloud\n");
        standing().stream()
                .collect(Collectors.groupingBy(Entry::cloud, TreeMap::new, Collectors.toList()))
                .forEach((cloud, rules) -> cloud(page, cloud, rules));
        page.append("\n## What only feeds others\n\n");
        entries.values().stream()
                .filter(entry -> entry.tags().feedsOnly())
                .forEach(entry -> page.append("- ")
                        .append(entry.link())
                        .append(" (`")
                        .append(entry.name())
                        .append("`)\n"));
        return page.toString();
    }

    private String rulesOf(String row) {
        String found = links(standing().stream()
                .filter(entry -> entry.tags().rows().contains(row))
                .toList());
        return rows.notByRules().getOrDefault(row, found);
    }

    private Map<String, List<Entry>> byControl() {
        Map<String, List<Entry>> controls = new TreeMap<>();
        for (Entry entry : standing()) {
            for (ControlId control : entry.tags().controls()) {
                controls.computeIfAbsent(control.value(), any -> new ArrayList<>())
                        .add(entry);
            }
        }
        return controls;
    }

    private void cloud(StringBuilder page, String cloud, List<Entry> rules) {
        page.append("\n### ")
                .append(cloud)
                .append("\n\n| rule | level | needs cover | what a match leaves open |\n|---|---|---|---|\n");
        rules.forEach(rule -> line(page, rule.link(), level(rule), rule.tags().needsCover() ? "yes" : "", gap(rule)));
    }

    private List<Entry> standing() {
        return entries.values().stream()
                .filter(entry -> !entry.tags().feedsOnly())
                .toList();
    }

    private static String links(List<Entry> found) {
        return found.stream().map(Entry::link).collect(Collectors.joining(" · "));
    }

    private static String level(Entry entry) {
        return entry.info().level().map(Level::name).orElse("").toLowerCase(Locale.ROOT);
    }

    private static String gap(Entry entry) {
        return entry.tags().gap().map(Gap::words).orElse("");
    }

    private String events() {
        Map<String, List<Entry>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Entry entry : entries.values()) {
            EventNames.in(entry.source())
                    .forEach(name -> named.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(entry));
        }
        StringBuilder page =
                new StringBuilder("# Event names that the rules speak of\n\n| event | rules |\n|---|---|\n");
        named.forEach((name, rules) -> line(page, "`" + name + "`", links(rules)));
        return page.toString();
    }

    private String page(Entry entry) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(entry.info().title()).append("\n\n");
        page.append(entry.info().description().strip()).append("\n\n");
        page.append("| | |\n|---|---|\n");
        line(page, "name", "`" + entry.name() + "`");
        line(page, "level", level(entry));
        line(page, "what a match leaves open", gap(entry));
        line(page, "needs cover", needsCover(entry));
        line(page, "rows", String.join(", ", entry.tags().rows()));
        line(
                page,
                "controls",
                entry.tags().controls().stream().map(ControlId::value).collect(Collectors.joining(", ")));
        if (!entry.info().ours().isEmpty()) {
            section(page, "What the auditor will ask", entry.info().ours().getOrDefault("ask", ""));
            section(page, "What to do next", entry.info().ours().getOrDefault("next", ""));
        }
        if (!entry.info().falsePositives().isEmpty()) {
            section(page, "When it is nothing", bullets(entry.info().falsePositives()));
        }
        section(
                page,
                "Tried on",
                bullets(PackSamples.of(entry.file()).stream()
                        .map(RulePages::tried)
                        .toList()));
        section(page, "The rule", "```yaml\n" + entry.source().text().strip() + "\n```");
        return page.toString();
    }

    private static String needsCover(Entry entry) {
        if (entry.tags().feedsOnly()) {
            return "no: it only feeds correlations and follow-ups";
        }
        return entry.tags().needsCover() ? "yes: a grant, an incident, a ticket and an approval" : "no";
    }

    private static String tried(Sample sample) {
        return (sample.matches() ? "matches: " : "ignores: ") + sample.name();
    }

    private static String bullets(List<String> lines) {
        return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
    }

    private static void section(StringBuilder page, String title, String text) {
        page.append("\n## ").append(title).append("\n\n").append(text).append('\n');
    }

    private static void line(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
