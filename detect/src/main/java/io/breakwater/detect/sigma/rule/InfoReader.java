package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the head of a document, and what its logs are. */
final class InfoReader {
    private static final int MAX_TITLE = 256;
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12][0-9]|3[01])");
    private static final List<String> STATUSES = List.of("stable", "test", "experimental", "deprecated", "unsupported");
    private static final List<String> LEVELS = Arrays.stream(Level.values())
            .map(level -> level.name().toLowerCase(Locale.ROOT))
            .toList();

    private final Problems problems;

    InfoReader(Problems problems) {
        this.problems = problems;
    }

    RuleInfo info(Mapping root) {
        Fields fields = new Fields(root, problems);
        String title = fields.required("title");
        if (title.length() > MAX_TITLE) {
            problems.warning(
                    fields.placeOf("title"), "LONG_TITLE", "the title has more than " + MAX_TITLE + " characters");
        }
        checkDates(fields);
        return new RuleInfo(
                fields.placeOf("title"),
                title,
                id(fields),
                fields.text("name").filter(name -> !name.isBlank()),
                status(fields),
                level(fields),
                fields.text("description").orElse(""),
                fields.text("author").orElse(""),
                tags(fields),
                fields.texts("references"),
                fields.texts("falsepositives"),
                fields.texts("fields"),
                ours(fields));
    }

    private Map<String, String> ours(Fields fields) {
        Map<String, String> ours = new LinkedHashMap<>();
        fields.lists("breakwater").forEach((key, values) -> ours.put(key, String.join(", ", values)));
        return ours;
    }

    private Optional<String> id(Fields fields) {
        Optional<String> id = fields.text("id");
        if (id.isPresent() && !UUID.matcher(id.get()).matches()) {
            problems.warning(fields.placeOf("id"), "NO_UUID", Texts.quoted(id.get()) + " is no UUID");
        }
        return id;
    }

    private void checkDates(Fields fields) {
        for (String key : List.of("date", "modified")) {
            fields.text(key)
                    .filter(date -> !DATE.matcher(date).matches())
                    .ifPresent(date -> problems.warning(
                            fields.placeOf(key),
                            "BAD_DATE",
                            Texts.quoted(date) + " is no date; write it as 2026-11-21"));
        }
    }

    private String status(Fields fields) {
        String status = fields.text("status").orElse("");
        if (!status.isEmpty() && !STATUSES.contains(status)) {
            problems.error(
                    fields.placeOf("status"),
                    "UNKNOWN_STATUS",
                    "unknown status " + Texts.quoted(status) + Suggestion.sentence(status, STATUSES));
        }
        return status;
    }

    private Optional<Level> level(Fields fields) {
        Optional<String> written = fields.text("level");
        if (written.isPresent() && !LEVELS.contains(written.get())) {
            problems.error(
                    fields.placeOf("level"),
                    "UNKNOWN_LEVEL",
                    "unknown level " + Texts.quoted(written.get()) + Suggestion.sentence(written.get(), LEVELS));
            return Optional.empty();
        }
        return written.map(level -> Level.valueOf(level.toUpperCase(Locale.ROOT)));
    }

    private List<String> tags(Fields fields) {
        fields.list("tags").stream()
                .filter(tag -> !TAG.matcher(tag.text()).matches())
                .forEach(tag -> problems.warning(
                        tag.place(),
                        "BAD_TAG",
                        Texts.quoted(tag.text()) + " is no tag; a tag has a namespace and a name: attack.t1078"));
        return fields.texts("tags");
    }

    Logsource logsource(Mapping root) {
        return new Fields(root, problems)
                .section("logsource")
                .map(this::parts)
                .orElse(new Logsource(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** Also where it is a section of something else. */
    Logsource parts(Mapping section) {
        Fields fields = new Fields(section, problems);
        Logsource logsource = new Logsource(fields.text("category"), fields.text("product"), fields.text("service"));
        if (logsource.equals(new Logsource(Optional.empty(), Optional.empty(), Optional.empty()))) {
            problems.error(section.place(), "MISSING_KEY", "the log source names no category, product or service");
        }
        return logsource;
    }
}
