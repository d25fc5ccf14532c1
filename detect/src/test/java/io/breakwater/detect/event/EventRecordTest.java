package io.breakwater.detect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.Values.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R72: the fields rules read are found in the bytes, wherever they stand. */
class EventRecordTest {
    private final Values values = new Values();

    private List<String> reach(String json, String path) {
        RawRecord.of(json.getBytes(StandardCharsets.UTF_8)).record().find(FieldPath.of(path), values);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(values.text(i));
        }
        return texts;
    }

    @Test
    void find_nestedPath_reachesTheValue() {
        assertThat(reach("{\"a\": {\"b\" : {\"c\":\"x\"}}, \"b\":1}", "a.b.c")).containsExactly("x");
    }

    @Test
    void find_arraysOnTheWay_reachesEveryElement() {
        String json = "{\"p\":{\"items\":[{\"r\":[{\"cidr\":\"10.0.0.0/8\"},{\"cidr\":\"0.0.0.0/0\"}]},{\"r\":[]}]}}";
        assertThat(reach(json, "p.items.r.cidr")).containsExactly("10.0.0.0/8", "0.0.0.0/0");
    }

    @Test
    void find_emptyArrayAtTheEnd_isReachedAsSuch() {
        reach("{\"a\":[]}", "a");
        assertThat(values.size()).isEqualTo(1);
        assertThat(values.kind(0)).isEqualTo(Kind.ARRAY);
    }

    @Test
    void find_keysThatDifferOnlyInCase_areDifferentKeys() {
        assertThat(reach("{\"aRN\":\"one\",\"arn\":\"two\"}", "arn")).containsExactly("two");
    }

    @Test
    void find_keyWithDotsInIt_isFoundByTheWholeRest() {
        assertThat(reach("{\"a\":{\"b.c\":5,\"b\":{\"c\":6}}}", "a.b.c")).containsExactly("5", "6");
    }

    @Test
    void find_missingPath_reachesNothing() {
        assertThat(reach("{\"a\":{\"b\":1},\"ab\":2}", "a.c")).isEmpty();
        assertThat(reach("{\"a\":\"text\"}", "a.c")).isEmpty();
    }

    @Test
    void find_everyKindOfValue_isTold() {
        String json = "{\"v\":[\"t\",-1.5e3,true,false,null,{\"k\":[1,\"]\"]}]}";
        assertThat(reach(json, "v")).containsExactly("t", "-1.5e3", "true", "false", "null", "{\"k\":[1,\"]\"]}");
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            kinds.add(values.kind(i));
        }
        assertThat(kinds).containsExactly(Kind.TEXT, Kind.NUMBER, Kind.TRUE, Kind.FALSE, Kind.NULL, Kind.OBJECT);
    }

    @Test
    void text_escapes_areResolved() {
        assertThat(reach("{\"a\":\"q\\\"b\\\\s\\/n\\nu\\u00e9\\ud83d\\ude00\"}", "a"))
                .containsExactly("q\"b\\s/n\nu\u00e9\ud83d\ude00");
    }

    @Test
    void find_nestedObjectsInTurn_areNotTakenForOneAnother() {
        EventRecord record = RawRecord.of(
                        "{\"u\":{\"type\":\"Root\",\"arn\":\"x\",\"type\":\"again\"},\"p\":{\"type\":\"other\"}}"
                                .getBytes(StandardCharsets.UTF_8))
                .record();
        for (int i = 0; i < 2; i++) {
            assertThat(asked(record, "u.type")).containsExactly("Root", "again");
            assertThat(asked(record, "p.type")).containsExactly("other");
            assertThat(asked(record, "u.arn")).containsExactly("x");
            assertThat(asked(record, "u.nothing")).isEmpty();
        }
    }

    @Test
    void find_nestedObjectOfTheNextRecordAtTheSamePlace_isReadAnew() {
        byte[] bytes = "{\"u\":{\"a\":\"1\"}}".getBytes(StandardCharsets.UTF_8);
        EventRecord record = new EventRecord();
        record.reset(bytes, 0, bytes.length);
        assertThat(asked(record, "u.a")).containsExactly("1");
        byte[] next = "{\"u\":{\"b\":\"22\"}}".getBytes(StandardCharsets.UTF_8);
        record.reset(next, 0, next.length);
        assertThat(asked(record, "u.a")).isEmpty();
        assertThat(asked(record, "u.b")).containsExactly("22");
        record.cut(bytes, 0, bytes.length);
        assertThat(asked(record, "u.a")).containsExactly("1");
    }

    @Test
    void find_nestedKeysWithDots_areFoundBesideNestedPaths() {
        assertThat(reach("{\"u\":{\"b.c\":5,\"b\":{\"c\":6},\"b.c.d\":7}}", "u.b.c"))
                .containsExactly("5", "6");
    }

    private List<String> asked(EventRecord record, String path) {
        record.find(FieldPath.of(path), values);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(values.text(i));
        }
        return texts;
    }
}
