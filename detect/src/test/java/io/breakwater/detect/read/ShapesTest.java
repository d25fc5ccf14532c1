package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Logs.Outcome;
import java.util.stream.Stream;
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
