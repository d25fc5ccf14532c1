package io.breakwater.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.GrantId;
import io.breakwater.model.PersonId;
import io.breakwater.model.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    record Everything(
            PersonId person,
            Set<Function> functions,
            Map<Function, Integer> quorum,
            Map<PersonId, String> names,
            Instant at,
            Optional<GrantId> grant,
            OptionalLong count,
            Severity severity,
            List<String> list) {}

    record Counted(long count, String name) {}

    private static final Everything FULL = new Everything(
            new PersonId("bob"),
            Set.of(Function.SECURITY_APPROVER, Function.AUDITOR),
            Map.of(Function.ENGINEERING_APPROVER, 1),
            Map.of(new PersonId("alice"), "Alice"),
            Instant.parse("2026-11-21T03:12:00Z"),
            Optional.of(new GrantId("GR-0123456789")),
            OptionalLong.of(7),
            new Severity(2),
            List.of("€"));

    private static final String FULL_JSON = "{\"at\":\"2026-11-21T03:12:00.000000Z\",\"count\":7,"
            + "\"functions\":[\"auditor\",\"security-approver\"],\"grant\":\"GR-0123456789\",\"list\":[\"€\"],"
            + "\"names\":{\"alice\":\"Alice\"},\"person\":\"bob\",\"quorum\":{\"engineering-approver\":1},\"severity\":2}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":1}",
                "{\"count\":1,\"name\":null}",
                "{\"name\":\"a\"}",
                "{\"count\":null,\"name\":\"a\"}",
                "{\"count\":\"1\",\"name\":\"a\"}",
                "{\"count\":1.0,\"name\":\"a\"}",
                "{\"count\":1,\"name\":2}",
                "{\"count\":1,\"name\":true}",
                "{\"count\":1,\"name\":[\"a\"]}",
                "{\"count\":1,\"name\":\"a\",\"more\":1}",
                "{\"count\":1,\"name\":\"a\",\"name\":\"b\"}",
                "{\"count\":1,\"name\":\"a\"}x",
                "{\"count\":1,\"name\":\"a\"} {}",
                "{\"count\":99999999999999999999,\"name\":\"a\"}",
                "{\"count\":1,\"name\":\"a\"",
                "[]",
                ""
            })
    void reading_isStrict(String json) {
        assertThatThrownBy(() -> Json.mapper().readValue(json, Counted.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    /** What has a list and a map. */
    public record Many(List<String> names, Map<String, String> words) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"names\":[null],\"words\":{}}",
                "{\"names\":[\"a\",null],\"words\":{}}",
                "{\"names\":[],\"words\":{\"a\":null}}"
            })
    void nothingInAListOrAMap_isRefused(String json) throws Exception {
        assertThatThrownBy(() -> Json.mapper().readValue(json, Many.class)).isInstanceOf(JsonProcessingException.class);
        assertThat(Json.mapper()
                        .readValue("{\"names\":[\"a\"],\"words\":{\"a\":\"b\"}}", Many.class)
                        .names())
                .containsExactly("a");
    }

    @Test
    void deepJson_longStrings_andLongNumbers_areRefused() {
        for (String json : List.of(
                "[".repeat(33) + "]".repeat(33), "\"" + "a".repeat(Json.MAX_STRING + 1) + "\"", "1".repeat(41))) {
            assertThatThrownBy(() -> Json.mapper().readTree(json)).isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void badUtf8_isRefused() {
        byte[] bad = {'"', (byte) 0xc3, (byte) 0x28, '"'};
        assertThatThrownBy(() -> Json.mapper().readTree(bad)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void aMalformedName_isRefusedWithTheReasonOfItsType() {
        assertThatThrownBy(() -> Json.mapper().readValue("\"Bob\"", PersonId.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("not the name of a person")
                .hasCauseInstanceOf(BreakwaterException.class);
        assertThatThrownBy(() -> Json.mapper().readValue("\"king\"", Function.class))
                .hasMessageContaining("no function is called");
        assertThatThrownBy(() -> Json.mapper().readValue("5", Severity.class)).hasMessageContaining("severity");
        assertThatThrownBy(() -> Json.mapper().readValue("\"yesterday\"", Instant.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 53, -(1L << 53), Long.MAX_VALUE, Long.MIN_VALUE})
    void aNumber_thatRfc8785WouldRound_isRefused(long number) {
        assertThatThrownBy(() -> Json.canonical(new Counted(number, "n")))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED_REQUEST))
                .hasMessageContaining("2^53");
    }

    @Test
    void aFraction_isRefused() {
        assertThatThrownBy(() -> Json.canonical(Map.of("half", 0.5))).hasMessageContaining("fraction");
    }

    @Test
    void theLargestExactNumbers_areKept() {
        assertThat(text(Json.canonical(List.of(Json.MAX_EXACT, -Json.MAX_EXACT))))
                .isEqualTo("[9007199254740991,-9007199254740991]");
    }

    @Test
    void words_areWrittenAsDesigned_andReadBack() throws Exception {
        assertThat(text(Json.canonical(FULL))).isEqualTo(FULL_JSON);
        assertThat(Json.mapper().readValue(FULL_JSON, Everything.class)).isEqualTo(FULL);
    }

    @Test
    void whatIsAbsent_isLeftOut_andReadBackAsEmpty() throws Exception {
        Everything sparse = new Everything(
                FULL.person(),
                Set.of(),
                Map.of(),
                Map.of(),
                FULL.at(),
                Optional.empty(),
                OptionalLong.empty(),
                FULL.severity(),
                List.of());
        String json = text(Json.canonical(sparse));
        assertThat(json).doesNotContain("grant", "count", "null");
        assertThat(Json.mapper().readValue(json, Everything.class)).isEqualTo(sparse);
    }

    @Test
    void times_haveSixDigits_andFinerOnesAreCutOff() {
        assertThat(text(Json.canonical(List.of(Instant.parse("2026-01-02T03:04:05.123456789Z")))))
                .isEqualTo("[\"2026-01-02T03:04:05.123456Z\"]");
    }

    @Test
    void keys_areSortedByUtf16_asRfc8785Says() {
        assertThat(text(Json.canonical(Map.of("\ufb33", 1, "\ud83d\ude00", 2, "1", 3, "\u20ac", 4))))
                .isEqualTo("{\"1\":3,\"\u20ac\":4,\"\ud83d\ude00\":2,\"\ufb33\":1}");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
