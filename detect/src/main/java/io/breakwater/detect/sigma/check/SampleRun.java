package io.breakwater.detect.sigma.check;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.sigma.Matcher;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.correlation.CorrelationLimits;
import io.breakwater.detect.sigma.correlation.Correlator;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts samples to the rules of one file, all rules of the set being loaded.
 *
 * <p>Where the file has correlations, a sample's events are taken together in the order of their times, and one of the
 * correlations has to match. Where it has rules only, each event of a sample is judged by itself.
 */
public final class SampleRun {
    private static final List<FieldPath> TIMES = List.of(
            FieldPath.of("eventTime"),
            FieldPath.of("eventTimestamp"),
            FieldPath.of("time"),
            FieldPath.of("createdDateTime"),
            FieldPath.of("activityDateTime"),
            FieldPath.of("CreationTime"),
            FieldPath.of("TimeGenerated"));
    private static final Instant UNKNOWN_TIME = Instant.EPOCH;

    private final RuleSet rules;
    private final Matcher matcher;
    private final BitSet ofFile = new BitSet();
    private final boolean correlated;

    /** The rules and correlations that were read from this file. */
    public SampleRun(Plan plan, String ruleFile) {
        this.rules = plan.rules();
        this.matcher = plan.matcher();
        IntStream.range(0, rules.size())
                .filter(number -> rules.info(number).place().file().equals(ruleFile))
                .forEach(ofFile::set);
        this.correlated = ofFile.length() > rules.rules().size();
    }

    /** Whether there is anything in the file that samples can be put to; follow-ups are judged by a scan. */
    public boolean isPossible() {
        return !ofFile.isEmpty();
    }

    /** What becomes of one sample. */
    public SampleResult run(Sample sample) {
        return correlated ? together(sample) : eachByItself(sample);
    }

    private SampleResult eachByItself(Sample sample) {
        for (RawRecord event : sample.events()) {
            boolean matched =
                    Arrays.stream(matcher.match(event.record()).toArray()).anyMatch(ofFile::get);
            if (!matcher.undecided().isEmpty()) {
                return new SampleResult(sample, false, "a regular expression of the rule gave up");
            } else if (matched != sample.matches()) {
                return failed(sample);
            }
        }
        return new SampleResult(sample, true, "");
    }

    private record Timed(Instant time, RawRecord raw, EventRecord record) {
        static Timed of(RawRecord raw) {
            EventRecord record = raw.record();
            return new Timed(SampleRun.time(record), raw, record);
        }
    }

    private SampleResult together(Sample sample) {
        List<Boolean> matches = new ArrayList<>();
        Correlator<Instant> correlator = new Correlator<>(rules, CorrelationLimits.usual(), any -> 0, match -> {
            if (ofFile.get(match.number())) {
                matches.add(true);
            }
        });
        sample.events().stream()
                .map(Timed::of)
                .sorted(Comparator.comparing(Timed::time))
                .forEach(event -> correlator.accept(
                        event.time(),
                        matcher.match(event.record()).toArray(),
                        event.raw(),
                        event.record(),
                        event.time()));
        correlator.finish();
        return matches.isEmpty() == sample.matches() ? failed(sample) : new SampleResult(sample, true, "");
    }

    private static SampleResult failed(Sample sample) {
        return new SampleResult(sample, false, sample.matches() ? "does not match" : "matches");
    }

    /** By the fields that the logs we know have; an event without any happened before all others. */
    static Instant time(EventRecord record) {
        Values found = new Values();
        for (FieldPath path : TIMES) {
            record.find(path, found);
            if (found.size() > 0) {
                return parsed(found.text(0));
            }
        }
        return UNKNOWN_TIME;
    }

    private static Instant parsed(String text) {
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text, DateTimeFormatter.ISO_DATE_TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noTime) {
            return UNKNOWN_TIME;
        }
    }
}
