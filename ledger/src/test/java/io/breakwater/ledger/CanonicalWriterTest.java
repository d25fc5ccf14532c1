package io.breakwater.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalWriterTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Beside letters: all that is escaped, the ends of each length of UTF-8, and a pair. */
    private static final int[] CHARACTERS = {
        0x01, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1f, ' ', '"', '/', '\\', '~', 0x7f, 0x80, 0x7ff, 0x800, 0x2028,
        0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x1f600, 0x10ffff
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatItWrites_isWhatAnotherCanonicalizerWrites_andIsReadBackAsTheSame(int seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            ObjectNode tree = object(random, 4);
            byte[] written = Json.canonical(tree);
            assertThat(text(written)).isEqualTo(new JsonCanonicalizer(tree.toString()).getEncodedString());
            assertThat(Json.mapper().readTree(written)).isEqualTo(Json.mapper().readTree(tree.toString()));
        }
    }

    @Test
    void everyCharacter_isWrittenAsAnotherCanonicalizerWritesIt() throws Exception {
        int[] points = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .toArray();
        for (int from = 0; from < points.length; from += 4_096) {
            String some = new String(points, from, Math.min(4_096, points.length - from));
            ArrayNode tree = NODES.arrayNode().add(some);
            assertThat(text(Json.canonical(tree))).isEqualTo(new JsonCanonicalizer(tree.toString()).getEncodedString());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "9007199254740991, 9007199254740991", "-9007199254740991, -9007199254740991"})
    void wholeNumbers_areWrittenInFull(long number, String written) {
        assertThat(text(Json.canonical(NODES.arrayNode().add(number).add(BigInteger.valueOf(number)))))
                .isEqualTo("[" + written + "," + written + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740992", "-9007199254740992", "9223372036854775808", "18446744073709551617"})
    void aBigNumberThatReadersWouldRound_isRefused_howeverItsLowBitsLook(String number) {
        assertRefused(NODES.arrayNode().add(new BigInteger(number)), Code.MALFORMED_REQUEST, number);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.0, -0.0, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
    void aNumberThatIsNotWhole_orNotWrittenAsOne_isRefused(double number) {
        assertRefused(NODES.arrayNode().add(number), Code.MALFORMED_REQUEST, "fraction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\ud800", "\ud800a", "\udc00", "\udc00\ud800", "\ud800\ud800\udc00", "😀\udc00"})
    void halfASurrogatePair_isRefused_inTextAndInNames(String text) {
        assertRefused(NODES.arrayNode().add(text), Code.MALFORMED_TEXT, "half a surrogate pair");
        assertRefused(NODES.objectNode().put(text, 1), Code.MALFORMED_TEXT, "half a surrogate pair");
    }

    @Test
    void theNulCharacter_isRefused_inTextAndInNames() {
        assertRefused(NODES.arrayNode().add("a\0"), Code.MALFORMED_TEXT, "U+0000");
        assertRefused(NODES.objectNode().put("\0", 1), Code.MALFORMED_TEXT, "U+0000");
    }

    @Test
    void theDeepestNestingThatIsRead_isWritten_andOneMoreIsRefused() throws Exception {
        byte[] deepest = Json.canonical(nested(Json.MAX_DEPTH));
        assertThat(Json.mapper().readTree(deepest)).isEqualTo(nested(Json.MAX_DEPTH));
        assertRefused(nested(Json.MAX_DEPTH + 1), Code.INTERNAL, "nested deeper than 32");
    }

    @Test
    void theLongestTextAndNameThatAreRead_areWritten_andOneMoreIsRefused() throws Exception {
        JsonNode longest = NODES.objectNode().put("n".repeat(Json.MAX_NAME), "é".repeat(Json.MAX_STRING));
        assertThat(Json.mapper().readTree(Json.canonical(longest))).isEqualTo(longest);
        assertRefused(NODES.arrayNode().add("a".repeat(Json.MAX_STRING + 1)), Code.INTERNAL, "a text is longer");
        assertRefused(NODES.objectNode().put("n".repeat(Json.MAX_NAME + 1), 1), Code.INTERNAL, "a name is longer");
    }

    @Test
    void bytes_areWrittenInBase64_andJavaObjectsThatAreNoJson_areRefused() {
        assertThat(text(Json.canonical(Map.of("b", new byte[] {1, 2, (byte) 0xff}))))
                .isEqualTo("{\"b\":\"AQL/\"}");
        assertRefused(NODES.arrayNode().add(NODES.pojoNode(new Object())), Code.INTERNAL, "POJO");
    }

    private static void assertRefused(JsonNode tree, Code code, String message) {
        assertThatThrownBy(() -> Json.canonical(tree))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static JsonNode nested(int depth) {
        JsonNode tree = NODES.arrayNode();
        for (int i = 1; i < depth; i++) {
            tree = i % 2 == 0 ? NODES.arrayNode().add(tree) : NODES.objectNode().set("a", tree);
        }
        return tree;
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set(string(random), value(random, depth - 1));
        }
        return object;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> NODES.numberNode(random.nextLong() >> 11 + random.nextInt(53));
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.nullNode();
            case 3 -> NODES.textNode("");
            case 4 -> NODES.textNode(string(random));
            case 5 -> object(random, depth);
            default -> NODES.arrayNode().add(value(random, depth - 1)).add(value(random, depth - 1));
        };
    }

    private static String string(Random random) {
        StringBuilder string = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            string.appendCodePoint(
                    random.nextBoolean() ? 'a' + random.nextInt(26) : CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return string.toString();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
