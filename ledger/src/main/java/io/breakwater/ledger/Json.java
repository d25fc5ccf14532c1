package io.breakwater.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The one way Breakwater writes and reads JSON.
 *
 * <p>Records by component name; {@code Id} types, {@code Function}s (by label) and enums (by name) as strings; a severity
 * as its number; instants in RFC 3339, UTC, with exactly six fraction digits (finer ones are cut off); an empty {@code
 * Optional} is left out; sets in a fixed order. Reading is strict: unknown and duplicate keys, missing components, text
 * after the end, null in a list or a map, numbers for strings and the other way round are errors.
 */
public final class Json {
    /** Deepest nesting that is read. */
    public static final int MAX_DEPTH = 32;

    /** Longest single string that is read, in UTF-16 units. */
    public static final int MAX_STRING = 1 << 20;

    /** Largest whole number that every reader of JSON understands alike: 2^53 − 1 (RFC 8785 section 3.2.2.3). */
    public static final long MAX_EXACT = (1L << 53) - 1;

    /** Longest name of a component or key that is read, in bytes. */
    static final int MAX_NAME = 1_000;

    private static final int MAX_NUMBER = 40;
    static final String NO_NUL = "the character U+0000 cannot be kept on the record; take it out of the text";
    static final String HALF_A_PAIR = "the text holds half a surrogate pair, which is no character";
    private static final ObjectMapper MAPPER = configured();

    private Json() {}

    /** The mapper that everybody shares. Whoever needs another configuration takes a {@code copy()} of it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * The value, an object or an array, as canonical JSON (RFC 8785), UTF-8.
     *
     * @throws BreakwaterException {@code MALFORMED_TEXT} for text with U+0000 or half a surrogate pair; {@code
     *     MALFORMED_REQUEST} for a whole number beyond ±{@link #MAX_EXACT}, which RFC 8785 would round
     */
    public static byte[] canonical(Object value) {
        try {
            return new CanonicalWriter().write(value instanceof JsonNode tree ? tree : MAPPER.valueToTree(value));
        } catch (IllegalArgumentException e) {
            throw new BreakwaterException(Code.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The value as a JSON document for storage, in no particular form.
     *
     * @throws BreakwaterException {@code MALFORMED_TEXT} for text with U+0000 or half a surrogate pair
     */
    public static String document(Object value) {
        try {
            byte[] plain = MAPPER.writeValueAsBytes(value);
            String document = new String(plain, StandardCharsets.UTF_8);
            if (document.contains("\\u")) {
                requireStorable(plain);
            }
            return document;
        } catch (JsonProcessingException e) {
            throw unwritable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text as UTF-8.
     *
     * @throws BreakwaterException {@code MALFORMED_TEXT} for half a surrogate pair, which would become a question mark
     */
    public static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new BreakwaterException(Code.MALFORMED_TEXT, HALF_A_PAIR, e);
        }
    }

    /**
     * The same text.
     *
     * @throws BreakwaterException {@code MALFORMED_TEXT} when it holds U+0000 or half a surrogate pair
     */
    public static String storable(String text) {
        requireStorable(text);
        return text;
    }

    private static void requireStorable(byte[] json) throws IOException {
        try (JsonParser parser = MAPPER.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                    requireStorable(parser.getText());
                }
            }
        }
    }

    private static void requireStorable(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new BreakwaterException(Code.MALFORMED_TEXT, NO_NUL);
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                requirePair(text, i++);
            }
        }
    }

    private static void requirePair(String text, int at) {
        if (at + 1 >= text.length() || !Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1))) {
            throw new BreakwaterException(Code.MALFORMED_TEXT, HALF_A_PAIR);
        }
    }

    private static BreakwaterException unwritable(JsonProcessingException e) {
        return new BreakwaterException(Code.INTERNAL, e.getOriginalMessage(), e);
    }

    private static ObjectMapper configured() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_NUMBER)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .addModule(new Jdk8Module())
                .addModule(new ModelModule())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        strict -> strict.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
    }
}
