package io.breakwater.detect.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.sigma.rule.Logsource;
import io.breakwater.detect.sigma.rule.RuleFiles;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.yaml.Problem;
import io.breakwater.detect.sigma.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules and logs made by others. They lie beside the checkout, or these tests fail. */
@Tag("extra")
@DisplayName("Sigma: the rules of others load, and find what they should in the logs of others")
class SigmaHqTest {
    private static final Path SHARED = Path.of(System.getProperty("breakwater.root"), "..", "shared");
    private static final Path RULES = SHARED.resolve("sigma/rules/cloud");

    private static RuleSet rules(Path folder) {
        Problems problems = new Problems();
        RuleSet set = RuleSet.read(RuleFiles.find(List.of(folder), problems), RuleOptions.none());
        assertThat(problems.inOrder()).isEmpty();
        return set;
    }

    @Test
    void everyRule_isRead() throws IOException {
        RuleSet set = rules(RULES);

        assertThat(set.problems()).filteredOn(Problem::isError).isEmpty();
        assertThat(set.rules()).hasSize(180).hasSameSizeAs(files(RULES));
    }

    @Test
    void awsRules_findExactlyWhatIsExpected() throws IOException {
        Matcher matcher = Plan.of(rules(RULES.resolve("aws"))).matcher(Logsource.of("aws", "cloudtrail"));
        RuleSet set = rules(RULES.resolve("aws"));
        TreeSet<String> found = new TreeSet<>();
        int events = 0;
        events += scan("invictus", SHARED.resolve("data/invictus/CloudTrail"), matcher, set, found);
        events += scan("traildiscover", SHARED.resolve("data/traildiscover/docs/logExamples"), matcher, set, found);

        TreeSet<String> expected = new TreeSet<>(Files.readAllLines(SHARED.resolve("sigma/expected-hits.tsv")));
        expected.removeIf(line -> line.startsWith("dataset\t"));
        assertThat(events).isEqualTo(2_900 + 563);
        assertThat(found).isEqualTo(expected);
        assertThat(expected).hasSize(256);
    }

    private static int scan(String dataset, Path folder, Matcher matcher, RuleSet set, TreeSet<String> found)
            throws IOException {
        int index = 0;
        for (Path file : files(folder)) {
            byte[] bytes = Files.readAllBytes(file);
            for (EventRecord record : records(bytes)) {
                for (int rule : matcher.match(record).toArray()) {
                    String name =
                            Path.of(set.info(rule).place().file()).getFileName().toString();
                    found.add(String.join(
                            "\t", dataset, "" + index, text(record, "eventID"), text(record, "eventName"), name));
                }
                index++;
            }
        }
        return index;
    }

    private static String text(EventRecord record, String field) {
        Values values = new Values();
        record.find(FieldPath.of(field), values);
        return values.size() == 0 ? "" : values.text(0);
    }

    private static List<EventRecord> records(byte[] bytes) throws IOException {
        List<EventRecord> records = new ArrayList<>();
        boolean delivered = new String(bytes, StandardCharsets.UTF_8).startsWith("{\"Records\":");
        try (JsonParser parser = new JsonFactory().createParser(bytes)) {
            for (int skipped = 0; skipped < (delivered ? 2 : 0); skipped++) {
                parser.nextToken();
            }
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    EventRecord record = new EventRecord();
                    record.reset(bytes, from, (int) parser.currentLocation().getByteOffset());
                    records.add(record);
                }
            }
        }
        return records;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
