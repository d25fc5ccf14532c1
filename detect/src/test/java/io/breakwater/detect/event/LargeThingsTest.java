package io.breakwater.detect.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records that are laid aside, and what is kept of records that somebody made to fill the memory. */
class LargeThingsTest {
    private static final int MANY = 1_100_000;

    private static RawRecord here(String json) {
        return RawRecord.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static RawRecord elsewhere(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return RawRecord.at(() -> new ByteArrayInputStream(bytes), bytes.length);
    }

    private static Values found(String json, String path) {
        Values values = new Values();
        here(json).record().find(FieldPath.of(path), values);
        return values;
    }

    @Test
    void recordElsewhere_isTheSameAsOneInMemory_andWeighsNothing() {
        RawRecord here = here("{\"a\":\"é\"}");
        RawRecord there = elsewhere("{\"a\":\"é\"}");

        assertThat(there).isEqualTo(here).hasSameHashCodeAs(here);
        assertThat(there.json()).isEqualTo(here.json());
        assertThat(there.sha256()).isEqualTo(here.sha256()).hasSize(64);
        assertThat(there.record().keys()).containsExactly("a");
        assertThat(there.first(4)).isEqualTo(here.first(4)).hasSize(4);
        assertThat(there.first(1_000)).isEqualTo(here.bytes());
        assertThat(there.weight()).isZero();
        assertThat(here.weight()).isEqualTo(here.length()).isEqualTo(there.length());
    }

    @Test
    void values_areCutShort_whereThereAreMoreThanTheyMayBe() {
        Values values = new Values(2);
        here("{\"a\":[1,2]}").record().find(FieldPath.of("a"), values);
        assertThat(values.isCutShort()).isFalse();
        assertThat(values.size()).isEqualTo(2);

        here("{\"a\":[1,2,3]}").record().find(FieldPath.of("a"), values);
        assertThat(values.isCutShort()).isTrue();
        assertThat(values.size()).isEqualTo(2);

        here("{\"a\":[]}").record().find(FieldPath.of("a"), values);
        assertThat(values.isCutShort()).isFalse();
    }

    @Test
    void recordThatIsGone_saysSo() {
        RawRecord gone = RawRecord.at(
                () -> {
                    throw new IOException("closed");
                },
                10);

        assertThatThrownBy(gone::bytes)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("a record that was laid aside cannot be read again");
        assertThatThrownBy(gone::sha256).isInstanceOf(UncheckedIOException.class);
    }

    private static String written(RawRecord record, boolean asText) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter();
        json.open('{');
        json.field("before", 1);
        json.key("record");
        if (asText) {
            json.text(record, out);
        } else {
            json.raw(record, out);
        }
        json.field("after", 2);
        json.close('}');
        json.moveTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Whatever the place at which the pieces begin, which is not known here, some pair lies across it. */
    @Test
    void recordElsewhere_isWrittenLikeOneInMemory_charactersOfTwoHalvesIncluded() throws IOException {
        for (int shift = 0; shift < 2; shift++) {
            String json = "{\"" + "x".repeat(shift) + "\":\"" + "🔑\\\"".repeat(40_000) + "\"}";

            assertThat(written(elsewhere(json), true)).isEqualTo(written(here(json), true));
            assertThat(written(elsewhere(json), false)).isEqualTo(written(here(json), false));
        }
        assertThat(written(elsewhere(""), true)).isEqualTo("{\"before\":1,\"record\":\"\",\"after\":2}");
    }

    @Test
    void moreValuesThanAreKept_areSaidToBeCutShort() {
        Values values = found("{\"a\":[1" + ",1".repeat(MANY) + "]}", "a");

        assertThat(values.isCutShort()).isTrue();
        assertThat(values.size()).isLessThan(MANY);
        assertThat(found("{\"a\":[1,2]}", "a").isCutShort()).isFalse();
    }

    @Test
    void arraysInArrays_areEnteredAFewTimes_notOncePerBracketOfTheRest() {
        assertThat(found("{\"a\":[[[1]]]}", "a").size()).isEqualTo(1);

        Values deep = found("{\"a\":" + "[".repeat(200) + "1" + "]".repeat(200) + "}", "a");
        assertThat(deep.isCutShort()).isTrue();
        assertThat(deep.size()).isZero();
    }

    @Test
    void arraysInObjectsInArrays_areEnteredHoweverDeepTheyLie() {
        String path = String.join(".", "abcdefghijkl".split(""));
        StringBuilder json = new StringBuilder("1");
        for (int i = 11; i >= 0; i--) {
            json.insert(0, "[{\"" + (char) ('a' + i) + "\":").append("}]");
        }

        assertThat(found("{\"z\":" + json + "}", "z." + path).size()).isEqualTo(1);
    }

    @Test
    void objectOfTooManyMembers_isCrowded_andItsFirstCanBeAskedFor() {
        String json = "{\"first\":1" + ",\"k\":1".repeat(70_000) + ",\"last\":1}";

        EventRecord record = here(json).record();
        assertThat(record.isCrowded()).isTrue();
        assertThat(record.has(FieldPath.of("first"))).isTrue();
        assertThat(here("{\"first\":1}").record().isCrowded()).isFalse();
    }

    @Test
    void innerObjectOfTooManyMembers_isAskedForAllOfThem() {
        assertThat(found("{\"a\":{\"k\":1" + ",\"k\":1".repeat(70_000) + ",\"last\":1}}", "a.last")
                        .size())
                .isEqualTo(1);
    }

    private static LogEvent event(String text, List<String> resources) {
        Principal who = new Principal(
                text,
                text,
                text,
                text,
                Optional.of(text),
                Optional.of(text),
                Optional.of(text),
                Optional.of(text),
                Optional.empty());
        return new LogEvent(
                Cloud.AWS,
                "f",
                text,
                Instant.EPOCH,
                text,
                text,
                text,
                text,
                Outcome.SUCCESS,
                text,
                who,
                text,
                text,
                resources,
                Optional.empty(),
                new Whereabouts("s", 0),
                elsewhere("{}"));
    }

    @Test
    void textsOfAnEvent_areBounded_allOfThem() {
        LogEvent event = event("x".repeat(1_000_000), List.of("r".repeat(1_000_000)));

        assertThat(event.toString()).hasSizeLessThan(18 * 400);
        assertThat(event.weight()).isLessThan(10_000);
    }

    @Test
    void resourcesThatAreTooMany_endWithOneThatNoGrantAllows() {
        List<String> names = IntStream.range(0, 100_000)
                .mapToObj(i -> "arn:aws:ec2:eu-west-1:111122223333:instance/i-" + i)
                .toList();

        List<String> kept = event("x", names).resources();
        assertThat(kept).hasSizeBetween(3_000, 10_000);
        assertThat(kept.get(kept.size() - 1)).isEqualTo("… and " + (names.size() - kept.size() + 1) + " more");
        assertThat(event("x", names.subList(0, 3_000)).resources()).isEqualTo(names.subList(0, 3_000));
    }
}
