package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Logs.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same events are found in every arrangement that tools write them in. */
class ShapesTest {
    static Stream<Arguments> shapes() {
        String two = Logs.event(0) + "," + Logs.event(1);
        return Stream.of(
                Arguments.of("an S3 delivery", "{\"Records\":[" + two + "]}"),
                Arguments.of(
                        "a delivery with keys around the array",
                        "{\"a\":{\"b\":[1]},\"Records\":[" + two + "],\"z\":[2]}"),
                Arguments.of("an array", "[" + two + "]"),
                Arguments.of(
                        "an array, pretty-printed",
                        "[\n  " + two.replace(",\"", " ,\n    \"").replace(":{", " : {\n") + "\n]\n"),
                Arguments.of("a record a line", Logs.event(0) + "\n" + Logs.event(1) + "\n"),
                Arguments.of(
                        "a record a line, with Windows line ends", Logs.event(0) + "\r\n" + Logs.event(1) + "\r\n"),
                Arguments.of("one after the other", Logs.event(0) + Logs.event(1)),
                Arguments.of("a byte order mark", "\ufeff[" + two + "]"),
                Arguments.of(
                        "envelopes of EventBridge",
                        "[{\"version\":\"0\",\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":"
                                + Logs.event(0) + "},{\"detail\":" + Logs.event(1) + "}]"));
    }

    static Stream<Arguments> exports() {
        return Stream.of(
                Arguments.of(
                        "what lookup-events prints",
                        "{\"Events\":[{\"EventId\":\"x\",\"CloudTrailEvent\":" + text(Logs.event(0))
                                + "},{\"CloudTrailEvent\":" + text(Logs.event(1)) + "}],\"NextToken\":\"n\"}"),
                Arguments.of(
                        "a log group's subscription",
                        "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"trail\",\"logEvents\":[{\"id\":\"1\",\"timestamp\":1,\"message\":"
                                + text(Logs.event(0)) + "},{\"id\":\"2\",\"message\":" + text(Logs.event(1)) + "}]}"),
                Arguments.of(
                        "hits of a search engine",
                        "{\"_index\":\"i\",\"_source\":" + Logs.event(0) + "}\n{\"_source\":" + Logs.event(1) + "}"),
                Arguments.of(
                        "the answer of a search engine",
                        "{\"took\":1,\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_source\":" + Logs.event(0)
                                + "},{\"_source\":" + Logs.event(1) + "}]}}"),
                Arguments.of(
                        "messages of a topic with deliveries inside",
                        "[{\"offset\":7,\"body\":{\"Records\":[" + Logs.event(0) + "," + Logs.event(1) + "]}}]"),
                Arguments.of(
                        "rows of a lake with the event as JSON",
                        "eventTime,eventJson\n2026-08-01T03:00:00Z," + quoted(Logs.event(0)) + "\r\n,"
                                + quoted(Logs.event(1))),
                Arguments.of(
                        "an answer of a lake",
                        "{\"QueryStatus\":\"FINISHED\",\"QueryResultRows\":[[{\"eventJson\":" + text(Logs.event(0))
                                + "}],[{\"eventJson\":" + text(Logs.event(1)) + "}]]}"),
                Arguments.of(
                        "a lone column without quotes",
                        "eventJson\r\n" + quoted(Logs.event(0)) + "\r\n" + quoted(Logs.event(1)) + "\r\n"),
                Arguments.of(
                        "a lone column",
                        "\"eventJson\"\n" + quoted(Logs.event(0)) + "\n" + quoted(Logs.event(1)) + "\n"));
    }

    static String text(String json) {
        return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exports")
    void events_wrappedByAnExport_areUnwrapped(String name, String content) {
        Outcome read = Logs.read(content);
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(read.file().problems()).isEmpty();
        assertThat(read.events().get(0).raw().json()).isEqualTo(Logs.event(0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void events_inUtf16_areRead(String name, String content) {
        String marked = content.startsWith("\ufeff") ? content : "\ufeff" + content;
        assertThat(Logs.read(marked.getBytes(StandardCharsets.UTF_16LE)).ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(Logs.read(marked.getBytes(StandardCharsets.UTF_16BE)).ids()).isEqualTo(Logs.ids(0, 1));
    }

    @Test
    void jsonLines_areNotDropped_howeverMany() {
        assertThat(Logs.read(Logs.events(3_000, "\n")).events()).hasSize(3_000);
    }

    @Test
    void envelopeWithAStranger_isReadAndTheStrangerCounted() {
        Outcome read = Logs.read("{\"body\":[" + Logs.event(0) + ",{\"what\":1}]}");
        assertThat(read.ids()).isEqualTo(Logs.ids(0));
        assertThat(read.file().problems().get(Problem.UNKNOWN_RECORD).count()).isEqualTo(1);
    }

    @Test
    void emptyDelivery_isCleanAndEmpty() {
        assertThat(Logs.read("{\"Records\":[]}").file().isClean()).isTrue();
        assertThat(Logs.read("").file().isClean()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void events_inAnyShape_areRead(String name, String content) {
        Outcome read = Logs.read(content);
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(read.file().problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void events_compressed_areRead(String name, String content) {
        assertThat(Logs.read(Logs.gz(content)).ids()).isEqualTo(Logs.ids(0, 1));
    }
}
