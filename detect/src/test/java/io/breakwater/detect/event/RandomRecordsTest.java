package io.breakwater.detect.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the spacing, the escapes and the place in the array: every field of a record is found, and nothing else. */
class RandomRecordsTest {
    private static final String[] KEYS = {
        "a", "ab", "arn", "aRN", "eventSource", "eventSourceX", "é", "q\\\"q", "long key with spaces"
    };

    private final StringBuilder json = new StringBuilder();
    private final List<String> paths = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private Random random = new Random(0);

    private void space() {
        json.append(" \n\t\r ".substring(0, random.nextInt(6)).repeat(random.nextInt(2)));
    }

    /** Writes an object of distinct keys; notes every path that leads to a text. */
    private void object(String path, int depth) {
        json.append('{');
        List<String> keys = new ArrayList<>(Arrays.asList(KEYS));
        java.util.Collections.shuffle(keys, random);
        int count = random.nextInt(keys.size());
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            space();
            json.append('"').append(keys.get(i)).append('"');
            space();
            json.append(':');
            space();
            value(path.isEmpty() ? keys.get(i) : path + "." + keys.get(i), depth);
            space();
        }
        json.append('}');
    }

    private void value(String path, int depth) {
        switch (random.nextInt(depth < 6 ? 4 : 2)) {
            case 0 ->
                json.append(
                        List.of("true", "null", "-1.5e3", "[]", "[[],{}]", "{}").get(random.nextInt(6)));
            case 1 -> text(path);
            case 2 -> object(path, depth + 1);
            default -> {
                json.append('[');
                text(path);
                json.append(',');
                object(path, depth + 1);
                json.append(']');
            }
        }
    }

    private void text(String path) {
        String value = "v" + values.size() + "}]{[\\\"\\\\:,".substring(0, 2 * random.nextInt(5))
                + "x".repeat(random.nextInt(40));
        json.append('"').append(value).append('"');
        paths.add(path);
        values.add(value);
    }

    private static List<String> texts(EventRecord record, String path) {
        Values found = new Values();
        record.find(FieldPath.of(path), found);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.kind(i) == Values.Kind.TEXT) {
                texts.add(JsonText.raw(found.bytes(), found.start(i), found.end(i)));
            }
        }
        return texts;
    }

    private void make(int seed) {
        random = new Random(seed);
        json.setLength(0);
        paths.clear();
        values.clear();
        object("", 0);
    }

    @Test
    void everyText_isFoundByItsPath_whereverTheRecordStands() {
        EventRecord record = new EventRecord();
        for (int seed = 0; seed < 2_000; seed++) {
            make(seed);
            byte[] bytes = ("x".repeat(seed % 9) + json + "y".repeat(seed % 11)).getBytes(StandardCharsets.UTF_8);
            int from = seed % 9;
            assertThat(record.cut(bytes, from, bytes.length)).isEqualTo(Cut.WHOLE);
            assertThat(record.to()).isEqualTo(bytes.length - seed % 11);
            for (String path : paths) {
                List<String> expected = new ArrayList<>();
                for (int i = 0; i < paths.size(); i++) {
                    if (paths.get(i).equals(path)) {
                        expected.add(values.get(i));
                    }
                }
                assertThat(texts(record, path)).as("seed %d, %s", seed, path).isEqualTo(expected);
            }
        }
    }

    @Test
    void recordCutOffAnywhere_isUnfinished() {
        EventRecord record = new EventRecord();
        for (int seed = 0; seed < 100; seed++) {
            make(seed);
            byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
            for (int end = 1; end < bytes.length; end++) {
                assertThat(record.cut(bytes, 0, end))
                        .as("seed %d to %d", seed, end)
                        .isEqualTo(Cut.UNFINISHED);
            }
        }
    }

    @Test
    void anyDamage_neverThrows_neitherWhenCutNorWhenAsked() {
        EventRecord record = new EventRecord();
        for (int seed = 0; seed < 5_000; seed++) {
            make(seed);
            byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) "{}[]\":,\\ x1\n".charAt(random.nextInt(12));
            }
            if (bytes[0] == '{' && record.cut(bytes, 0, bytes.length) == Cut.WHOLE) {
                for (String key : KEYS) {
                    texts(record, key + "." + key);
                    texts(record, "a." + key + ".arn");
                }
            }
        }
    }

    /** What the last record was asked for is looked at first in the next; that must not be seen from outside. */
    @Test
    void record_isJudgedAndAnswersTheSame_whateverTheLastWasAskedFor() {
        EventRecord used = new EventRecord();
        int broken = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            make(seed);
            byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < seed % 3; i++) {
                bytes[1 + random.nextInt(bytes.length - 1)] = (byte) "{}[]\":,\\ x1\n".charAt(random.nextInt(12));
            }
            EventRecord fresh = new EventRecord();
            Cut how = fresh.cut(bytes, 0, bytes.length);
            assertThat(used.cut(bytes, 0, bytes.length)).as("seed %d", seed).isEqualTo(how);
            assertThat(used.stoppedAt()).as("seed %d", seed).isEqualTo(fresh.stoppedAt());
            if (how == Cut.WHOLE) {
                for (int i = 0; i < 3; i++) {
                    String path = KEYS[random.nextInt(3)] + "." + KEYS[random.nextInt(KEYS.length)];
                    assertThat(texts(used, path)).as("seed %d, %s", seed, path).isEqualTo(texts(fresh, path));
                }
            } else {
                broken++;
            }
        }
        assertThat(broken).isBetween(500, 4_500);
    }

    /** Of two objects under one key, one that is no JSON must not hide what the other holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'userIdentity':{'b':'1'},'userIdentity':{'b':}}",
                "{'userIdentity':{'b':'1'},'userIdentity':{'c':'2',3}}",
                "{'userIdentity':{'b':},'userIdentity':{'b':'1'}}",
                "{'userIdentity':{'b':'1'},'userIdentityOfAnother':{'b':}}",
                "{'userIdentityOfAnother':{'b':'2'},'userIdentity':{'b':'1'}}",
                "{'userIdentity':{'b':'1','c':{'x.b':'2'}},'userIdentity':{'c.b':'2'}}"
            })
    void objectOfARepeatedKey_isFound_asIfTheLastRecordWereNotAskedForIt(String written) {
        byte[] asked = "{\"userIdentity\":{\"b\":\"0\"}}".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = written.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        EventRecord record = new EventRecord();
        record.cut(asked, 0, asked.length);
        assertThat(texts(record, "userIdentity.b")).containsExactly("0");

        assertThat(record.cut(bytes, 0, bytes.length)).isEqualTo(Cut.WHOLE);
        assertThat(texts(record, "userIdentity.b")).containsExactly("1");
    }

    /** Such a key may stand for two keys of a path, which only going through the object tells. */
    @Test
    void keyWithADot_isFound_inAnObjectThatTheLastRecordWasAskedFor() {
        EventRecord record = new EventRecord();
        for (String json :
                List.of("{\"a\":{\"b\":{\"c\":\"1\"}}}", "{\"a\":{\"b.c\":\"1\"}}", "{\"a\":{\"b\":{\"c\":\"1\"}}}")) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            assertThat(record.cut(bytes, 0, bytes.length)).isEqualTo(Cut.WHOLE);
            assertThat(texts(record, "a.b.c")).as(json).containsExactly("1");
        }
    }

    @ParameterizedTest
    @CsvSource({"254, WHOLE", "255, WHOLE", "256, TOO_DEEP"})
    void depth_hasTheSameLimit_inAnObjectThatTheLastRecordWasAskedFor(int depth, Cut expected) {
        byte[] asked = "{\"a\":{\"b\":1}}".getBytes(StandardCharsets.UTF_8);
        byte[] bytes =
                ("{\"a\":{\"b\":" + "[".repeat(depth) + "]".repeat(depth) + "}}").getBytes(StandardCharsets.UTF_8);
        EventRecord record = new EventRecord();
        assertThat(record.cut(bytes, 0, bytes.length)).isEqualTo(expected);
        record.cut(asked, 0, asked.length);
        record.find(FieldPath.of("a.b"), new Values());
        assertThat(record.cut(bytes, 0, bytes.length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":}",
                "{\"a\" 1}",
                "{a:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":x}",
                "{\"a\":[1}}",
                "{\"a\":{\"b\":1,{}}}",
                "{\"a\":[:{}]}",
                "{]"
            })
    void whatIsNoJson_isBroken(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(new EventRecord().cut(bytes, 0, bytes.length)).isEqualTo(Cut.BROKEN);
    }

    @ParameterizedTest
    @CsvSource({"255, WHOLE", "256, WHOLE", "257, TOO_DEEP"})
    void depth_hasALimit(int depth, Cut expected) {
        byte[] bytes = ("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(new EventRecord().cut(bytes, 0, bytes.length)).isEqualTo(expected);
    }

    @Test
    void envelope_isToldAtItsArray_andOnlyThere() {
        byte[] bytes = "{\"a\":[1],\"Records\":5,\"Records\" : [{}]}".getBytes(StandardCharsets.UTF_8);
        EventRecord record = new EventRecord();
        assertThat(record.cut(bytes, 0, bytes.length, java.util.Set.of(FieldPath.of("Records"))))
                .isEqualTo(Cut.ENVELOPE);
        assertThat(record.stoppedAt()).isEqualTo(33);
    }

    @Test
    void writtenJson_isReadBack() {
        JsonWriter writer = new JsonWriter();
        writer.open('{');
        writer.key("k\"");
        writer.text("line\nquote\" back\\slash \u0001 é");
        writer.key("list");
        writer.open('[');
        writer.raw("1");
        writer.raw("null");
        writer.close(']');
        writer.close('}');
        EventRecord record = RawRecord.of(writer.toBytes()).record();
        Values found = new Values();
        record.findKey("k\"", found);
        assertThat(found.text(0)).isEqualTo("line\nquote\" back\\slash \u0001 é");
        assertThat(RawRecord.of(writer.toBytes()).json()).endsWith("\"list\":[1,null]}");
    }
}
