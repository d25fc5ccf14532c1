package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Logs.Outcome;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an object is, told by its own keys. */
class RecogniserTest {
    private static String wrapped(String json, int times) {
        String all = json;
        for (int i = 0; i < times; i++) {
            all = "{\"n\":" + i + ",\"body\":" + all + "}";
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "4, 1", "5, 0", "50, 0"})
    void envelopesInOneAnother_areOpenedUpToALimit(int times, int events) {
        Outcome read = Logs.read(wrapped(Logs.event(1), times));
        assertThat(read.events()).hasSize(events);
        assertThat(read.file().problems().containsKey(Problem.UNKNOWN_RECORD)).isEqualTo(events == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "detail",
                "Records",
                "records",
                "value",
                "Events",
                "events",
                "logEvents",
                "eventJson",
                "eventData",
                "_source",
                "message",
                "Message",
                "body",
                "Body",
                "data"
            })
    void everyKeyOfEnvelopes_isLookedUnder(String key) {
        String inner = ShapesTest.text(Logs.event(2));
        assertThat(Logs.read("[{\"" + key + "\":" + Logs.event(1) + "},{\"" + key + "\":[" + Logs.event(3) + "]}]")
                        .ids())
                .isEqualTo(Logs.ids(1, 3));
        assertThat(Logs.read("[{\"x\":1,\"" + key + "\":" + inner + "}]").ids()).isEqualTo(Logs.ids(2));
    }

    @Test
    void severalFormatsInOneFile_areCountedEach() {
        String digest = "{\"digestStartTime\":\"t\",\"digestEndTime\":\"t\",\"logFiles\":[]}";
        Outcome read = Logs.read("[" + Logs.event(1) + "," + digest + "," + Logs.event(2) + "," + digest + "]");
        assertThat(read.file().formats()).isEqualTo(Map.of("aws.cloudtrail", 2L, "aws.cloudtrail-digest", 2L));
        assertThat(read.file().records()).isEqualTo(2);
        assertThat(read.events().get(1).where().index()).isEqualTo(1);
    }

    @Test
    void eventWhoseTimeALogShipperMoved_isReadWithIt() {
        String shipped = Logs.event(7).replace("eventTime", "@timestamp");
        Logs.Outcome read = Logs.read(shipped);
        assertThat(read.ids()).isEqualTo(Logs.ids(7));
        assertThat(read.events().get(0).time()).isEqualTo(Instant.parse("2026-08-01T03:00:07Z"));
        assertThat(read.file().first()).contains(Instant.parse("2026-08-01T03:00:07Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@timestamp\":\"2026-08-01T03:00:07Z\",\"event\":{\"action\":\"x\",\"original\":%s}}",
                "{\"_raw\":%s}",
                "{\"preview\":false,\"result\":{\"_raw\":%s,\"_time\":\"x\"}}"
            })
    void eventThatASearchEngineKeepsAsText_isFoundInside(String envelope) {
        String text = "\"" + Logs.event(7).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        assertThat(Logs.read(envelope.formatted(text)).ids()).isEqualTo(Logs.ids(7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"configSnapshotId\":\"c\",\"configurationItems\":[]} | aws.config-snapshot",
                "{\"configurationItemStatus\":\"OK\",\"resourceType\":\"AWS::EC2::Instance\"} | aws.config-item",
                "{\"schemaVersion\":\"2.0\",\"severity\":5,\"service\":{}} | aws.guardduty-finding",
                "{\"digestStartTime\":\"t\",\"digestEndTime\":\"t\",\"logFiles\":[]} | aws.cloudtrail-digest"
            })
    void whatLiesAmongLogs_isNamed(String json, String name) {
        Outcome read = Logs.read(json);
        assertThat(read.file().formats()).isEqualTo(Map.of(name, 1L));
        assertThat(read.events()).isEmpty();
        assertThat(read.file().isClean()).isTrue();
    }

    @Test
    void textThatLooksLikeJsonAndIsNone_isAnUnknownRecord() {
        Outcome read =
                Logs.read("[{\"message\":\"{oops\"},{\"message\":\"plain\"},{\"message\":\"\"},{\"message\":null}]");
        assertThat(read.file().problems().get(Problem.UNKNOWN_RECORD).count()).isEqualTo(4);
    }

    @Test
    void longListsOfKeys_areShortenedInTheReport() {
        String keys = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> "\"key" + i + "\":1")
                .collect(java.util.stream.Collectors.joining(","));
        assertThat(Logs.read("{" + keys + "}")
                        .file()
                        .problems()
                        .get(Problem.UNKNOWN_RECORD)
                        .detail())
                .hasSize(201)
                .endsWith("…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html> | login page",
                "PAR1xxxx | Parquet",
                "ORCxxxx | ORC",
                "Obj\u0001xx | Avro",
                "BZh91AY | bzip2"
            })
    void otherFiles_areNamedWithWhatToDo(String content, String name) {
        FileReport file = Logs.read(content).file();
        assertThat(file.problems().get(Problem.UNRECOGNISED).detail())
                .contains(name)
                .contains(":");
        assertThat(file.records()).isZero();
    }
}
