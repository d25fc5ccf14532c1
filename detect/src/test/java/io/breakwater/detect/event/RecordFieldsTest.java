package io.breakwater.detect.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFieldsTest {
    private static RecordFields of(String json) {
        return new RecordFields(record(json));
    }

    private static EventRecord record(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        EventRecord record = new EventRecord();
        assertThat(record.cut(bytes, 0, bytes.length)).isEqualTo(Cut.WHOLE);
        return record;
    }

    @Test
    void firstTextOfTheFirstPathThatHasOne_isTaken() {
        RecordFields fields = of("{\"a\":\"\",\"b\":{\"value\":\"x\"},\"c\":[null,\"y\",\"z\"],\"d\":7}");

        assertThat(fields.text("a", "b", "c", "d")).isEqualTo("y");
        assertThat(fields.text("d", "c")).isEqualTo("7");
        assertThat(fields.some("a", "b")).isEmpty();
        assertThat(fields.text("missing")).isEmpty();
        assertThat(fields.texts("c")).containsExactly("y", "z");
    }

    @Test
    void objectsOfAList_areAskedOnTheirOwn() {
        RecordFields fields = of(
                "{\"list\":[{\"key\":\"a\",\"value\":\"1\"},\"text\",null,{\"key\":\"b\"}],\"one\":{\"key\":\"c\"}}");

        assertThat(fields.objects("list"))
                .extracting(element -> element.text("key"))
                .containsExactly("a", "b");
        assertThat(fields.objects("one"))
                .extracting(element -> element.text("key"))
                .containsExactly("c");
        assertThat(fields.objects("missing")).isEmpty();
    }

    @Test
    void objectWhoseBracketsMatchButIsNoJson_isNone() {
        assertThat(of("{\"list\":[{\"key\" 1},{:},{\"key\":\"b\"}]}").objects("list"))
                .extracting(element -> element.text("key"))
                .containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({
        "AuditLogs, true",
        "AUDITLOGS, true",
        "auditlogs, true",
        "AuditLog, false",
        "AuditLogsX, false",
        "Audit@ogs, false"
    })
    void word_isFoundInAnyLetterCase(String written, boolean found) {
        byte[] word = "auditlogs".getBytes(StandardCharsets.US_ASCII);

        assertThat(record("{\"category\":\"" + written + "\"}").isWord(FieldPath.of("category"), word))
                .isEqualTo(found);
    }

    @Test
    void word_isNeverANumberAnObjectOrMissing() {
        byte[] word = "auditlogs".getBytes(StandardCharsets.US_ASCII);
        EventRecord record =
                record("{\"a\":1,\"b\":{\"value\":\"auditlogs\"},\"c\":[\"auditlogs\"],\"d\":null,\"e\":\"\"}");

        for (String key : "a b c d e f".split(" ")) {
            assertThat(record.isWord(FieldPath.of(key), word)).as(key).isFalse();
        }
    }
}
