package io.breakwater.detect.sigma.check;

import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.rule.RuleFiles;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Place;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode;
import io.breakwater.detect.sigma.yaml.YamlNode.Entry;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.detect.sigma.yaml.YamlNode.Sequence;
import io.breakwater.detect.sigma.yaml.YamlReader;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Reads samples: lists under {@code matches} and {@code ignores}, as docs/sigma.md describes them. */
public final class SampleFile {
    private static final Set<String> KEYS = Set.of("name", "event", "events", "times");
    private static final int MOST_TIMES = 10_000;

    private final Problems problems;
    private final List<Sample> samples = new ArrayList<>();

    private SampleFile(Problems problems) {
        this.problems = problems;
    }

    /** The name of the samples beside a rule file. */
    public static String beside(String ruleFile) {
        return ruleFile.replaceAll("\\.ya?ml$", "") + RuleFiles.SAMPLES;
    }

    /** The samples of one file; what is wrong with it is told. */
    public static List<Sample> read(RuleSource source, Problems problems) {
        SampleFile file = new SampleFile(problems);
        for (YamlNode document : YamlReader.read(source.name(), source.text(), problems)) {
            if (document instanceof Mapping mapping) {
                mapping.entries().forEach(file::section);
            } else {
                problems.error(document.place(), "WRONG_TYPE", "samples are lists under matches and ignores");
            }
        }
        return file.samples;
    }

    private void section(Entry entry) {
        Set<String> known = Set.of("matches", "ignores");
        if (!known.contains(entry.key())) {
            unknown(entry.place(), entry.key(), known);
        } else if (entry.value() instanceof Sequence list) {
            list.items().forEach(item -> sample(item, entry.key().equals("matches")));
        } else {
            problems.error(entry.value().place(), "WRONG_TYPE", "a list of samples is expected here");
        }
    }

    private void unknown(Place place, String key, Set<String> known) {
        problems.error(
                place,
                "UNKNOWN_KEY",
                "unknown key " + Texts.quoted(key)
                        + Suggestion.sentence(key, known.stream().sorted().toList()));
    }

    /** A sample is a mapping with an event or events, or an event itself. */
    private void sample(YamlNode node, boolean matches) {
        if (!(node instanceof Mapping mapping)) {
            problems.error(node.place(), "WRONG_TYPE", "a sample is an event, or a name and an event");
            return;
        }
        boolean bare = mapping.find("event").isEmpty() && mapping.find("events").isEmpty();
        List<RawRecord> events = bare ? List.of(record(mapping)) : events(mapping);
        samples.add(new Sample(mapping.place(), bare ? "" : text(mapping, "name"), matches, events));
    }

    private List<RawRecord> events(Mapping sample) {
        sample.entries().stream()
                .filter(entry -> !KEYS.contains(entry.key()))
                .forEach(entry -> unknown(entry.place(), entry.key(), KEYS));
        if (sample.find("events").orElse(sample) instanceof Sequence list) {
            return list.items().stream().map(SampleFile::record).toList();
        }
        String times = text(sample, "times");
        int count = times.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(times) : times.isEmpty() ? 1 : 0;
        if (count < 1 || count > MOST_TIMES) {
            problems.error(sample.placeOf("times"), "NOT_A_NUMBER", "times is a number from 1 to " + MOST_TIMES);
        }
        return Collections.nCopies(count, record(sample.find("event").orElse(sample)));
    }

    private static String text(Mapping sample, String key) {
        return sample.find(key).orElse(sample) instanceof Scalar scalar ? scalar.text() : "";
    }

    private static RawRecord record(YamlNode event) {
        return RawRecord.of(YamlJson.of(event).toString().getBytes(StandardCharsets.UTF_8));
    }
}
