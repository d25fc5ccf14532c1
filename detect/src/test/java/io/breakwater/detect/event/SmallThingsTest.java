package io.breakwater.detect.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths, places, raw records and the text of strings. */
class SmallThingsTest {
    private static RawRecord raw(String json) {
        return RawRecord.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void path_keepsItsKeysAndItsWriting() {
        FieldPath path = FieldPath.of("userIdentity.sessionContext.é");
        assertThat(path.keys()).containsExactly("userIdentity", "sessionContext", "é");
        assertThat(path.depth()).isEqualTo(3);
        assertThat(path).hasToString("userIdentity.sessionContext.é").isEqualTo(FieldPath.of(path.toString()));
        assertThat(path).hasSameHashCodeAs(FieldPath.of(path.toString())).isNotEqualTo(FieldPath.of("userIdentity"));
    }

    @Test
    void whereabouts_areOrderedBySourceThenNumber() {
        Whereabouts first = new Whereabouts("a", 9);
        Whereabouts second = new Whereabouts("b", 2);
        Whereabouts third = new Whereabouts("b", 10);
        assertThat(Stream.of(third, first, second).sorted()).containsExactly(first, second, third);
    }

    @Test
    void rawRecords_areEqualWhenTheirBytesAre() {
        assertThat(raw("{\"a\":1}")).isEqualTo(raw("{\"a\":1}")).hasSameHashCodeAs(raw("{\"a\":1}"));
        assertThat(raw("{\"a\":1}")).isNotEqualTo(raw("{\"a\": 1}"));
        assertThat(raw("{}").length()).isEqualTo(2);
        assertThat(raw("{}")).hasToString("a record of 2 bytes");
    }

    @Test
    void keys_areTheOutermostInTheirOrder() {
        assertThat(raw("{\"b\":{\"c\":1},\"a\\u0041\":[],\"b\":2}").record().keys())
                .isEqualTo(List.of("b", "aA", "b"));
        assertThat(raw("{}").record().keys()).isEmpty();
    }

    @Test
    void recordOfBrokenBytes_saysSoWhenItIsAsked() {
        assertThatThrownBy(() -> raw("{\"a\":").record().keys()).hasMessageContaining("UNFINISHED");
    }

    @Test
    void has_looksAtOutermostKeysOnly_andAtTheWholeKey() {
        EventRecord record = raw("{\"eventSource\":1,\"x\":{\"eventName\":2},\"recipientAccountIdentifier\":3}")
                .record();
        assertThat(record.has(FieldPath.of("eventSource"))).isTrue();
        assertThat(record.has(FieldPath.of("eventSourc"))).isFalse();
        assertThat(record.has(FieldPath.of("eventSourcE"))).isFalse();
        assertThat(record.has(FieldPath.of("eventName"))).isFalse();
        assertThat(record.has(FieldPath.of("recipientAccountIdentifieR"))).isFalse();
        assertThat(record.has(FieldPath.of("recipientAccXuntIdentifier"))).isFalse();
        assertThat(record.has(FieldPath.of("recipientAccountIdentifier"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a\\\\b | a\\b",
                "\\u00e9 | é",
                "\\u12 | \\u12",
                "\\x | \\x",
                "\\uZZZZ | \\uZZZZ",
                "end\\ | end\\",
                "\\t. | `\t.`"
            })
    void text_ofStrings_isResolved_andWhatIsNoEscapeStays(String written, String expected) {
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        assertThat(JsonText.decode(bytes, 0, bytes.length)).isEqualTo(expected);
    }

    @Test
    void copy_isOfTheRecordAlone() {
        byte[] bytes = "[{\"a\":1},{\"b\":2}]".getBytes(StandardCharsets.UTF_8);
        EventRecord record = new EventRecord();
        assertThat(record.cut(bytes, 9, bytes.length)).isEqualTo(Cut.WHOLE);
        assertThat(new String(record.copy(), StandardCharsets.UTF_8)).isEqualTo("{\"b\":2}");
        record.reset(bytes, 1, 8);
        assertThat(record.keys()).containsExactly("a");
    }
}
