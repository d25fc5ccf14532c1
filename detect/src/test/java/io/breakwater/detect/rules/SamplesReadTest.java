package io.breakwater.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.Reading;
import io.breakwater.detect.scan.KnownFormats;
import io.breakwater.detect.sigma.Matcher;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.check.Sample;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of the pack, written to a file and read like any log: it is recognised as what its rule is for. */
class SamplesReadTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RuleSet SET = RulePack.shipped().read();

    static IntStream rules() {
        return IntStream.range(0, SET.rules().size());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void samplesOfARule_areReadAsTheLogItIsFor(int rule) {
        String file = PackSamples.file(SET.info(rule));
        List<RawRecord> records = PackSamples.of(file).stream()
                .flatMap(sample -> sample.events().stream())
                .toList();
        List<LogEvent> events = new ArrayList<>();
        ReadReport report = Reading.of(
                        List.of(Input.stream("-", new ByteArrayInputStream(lines(records)))),
                        ReadOptions.of(KnownFormats.all()).withThreads(1))
                .run(() -> seen -> events.add(seen.event()), Progress.NONE);

        assertThat(report.problems()).as(file).isEmpty();
        assertThat(events)
                .as(file)
                .hasSameSizeAs(records)
                .allSatisfy(event -> assertThat(event.time()).isAfter("2020-01-01T00:00:00Z"));
        assertThat(report.formats().keySet()).as(file).containsExactly(formatOf(rule));
    }

    /**
     * The API of Log Analytics, and its CSV, give columns of objects as texts: a rule has to find the same in them, and who
     * did it to what has to be the same, by which cover is looked for and correlations group.
     */
    @Test
    void rowsOfLogAnalytics_withTheirObjectsAsText_areAnsweredLikeRowsWithObjects() throws IOException {
        Plan plan = Plan.of(SET);
        int packed = 0;
        for (int rule : rules().toArray()) {
            Matcher matcher = plan.matcher(SET.rules().get(rule).logsource());
            for (Sample sample : PackSamples.of(PackSamples.file(SET.info(rule)))) {
                for (RawRecord row : sample.events()) {
                    Optional<byte[]> asText = packed(row);
                    if (asText.isPresent()) {
                        packed++;
                        LogEvent event = read(asText.get());
                        LogEvent whole = read(row.record().copy());
                        assertThat(answers(matcher, event.raw().record(), rule))
                                .as(SET.info(rule).handle() + " " + sample.name())
                                .isEqualTo(answers(matcher, row.record(), rule));
                        assertThat(event.principal()).isEqualTo(whole.principal());
                        assertThat(event.resources()).isEqualTo(whole.resources());
                    }
                }
            }
        }
        assertThat(packed).isGreaterThan(20);
    }

    private static boolean answers(Matcher matcher, EventRecord record, int rule) {
        return matcher.match(record).stream().anyMatch(matched -> matched == rule);
    }

    private static LogEvent read(byte[] json) {
        List<LogEvent> events = new ArrayList<>();
        Reading.of(
                        List.of(Input.stream("-", new ByteArrayInputStream(json))),
                        ReadOptions.of(KnownFormats.all()).withThreads(1))
                .run(() -> seen -> events.add(seen.event()), Progress.NONE);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    /** The row with every object and list as a text; empty for what is no row, or has neither. */
    private static Optional<byte[]> packed(RawRecord row) throws IOException {
        ObjectNode object = (ObjectNode) JSON.readTree(row.record().copy());
        boolean any = false;
        for (String column : names(object)) {
            if (object.get(column).isContainerNode() && object.has("TimeGenerated")) {
                object.put(column, object.get(column).toString());
                any = true;
            }
        }
        return any ? Optional.of(JSON.writeValueAsBytes(object)) : Optional.empty();
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static byte[] lines(List<RawRecord> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        records.forEach(record -> {
            out.writeBytes(record.record().copy());
            out.write('\n');
        });
        return out.toByteArray();
    }

    private static String formatOf(int rule) {
        String logsource = SET.rules().get(rule).logsource().toString();
        return Stream.of(
                        "aws/cloudtrail aws.cloudtrail",
                        "azure/activitylogs azure.activity",
                        "azure/auditlogs entra.audit",
                        "azure/signinlogs entra.signin",
                        "azure/riskdetection entra.risk",
                        "azure/pim entra.pim",
                        "m365/audit m365.audit")
                .filter(pair -> pair.startsWith(logsource + " "))
                .map(pair -> pair.substring(logsource.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no format for " + logsource));
    }
}
