package io.breakwater.evidence.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactScanTest {
    private final List<String> found = new ArrayList<>();
    private final FactScan scan = new FactScan((digest, type, size) -> found.add(digest + " " + type + " " + size));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}x",
                " {}",
                "{ }",
                "{\"a\" :1}",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":01}",
                "{\"a\":-0}",
                "{\"a\":1.0}",
                "{\"a\":1E2}",
                "{\"a\":9007199254740993}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\u000a\"}",
                "{\"a\":\"\\u001F\"}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":tru}",
                "{\"a\":nulL}",
                "{\"a\":[1,]}",
                "{\"a\":1,}",
                "{\"a\":+1}",
                "{\"a\":}",
                "{\"a\":\"x}",
                "{\"\u20ac\":1,\"\\r\":2}"
            })
    void whatIsNotCanonical_isRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(FactScan.NotCanonical.class);
    }

    @Test
    void invalidUtf8_isRefused() {
        byte[][] invalid = {
            {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xF5, 0, 0, 0}, {(byte) 0x80}
        };
        for (byte[] bytes : invalid) {
            byte[] json = ("{\"a\":\"" + new String(bytes, StandardCharsets.ISO_8859_1) + "\"}")
                    .getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> scan.read(json, 0, json.length)).isInstanceOf(FactScan.NotCanonical.class);
        }
    }

    @Test
    void nestingTooDeep_isRefused_andNotAStackOverflow() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000))).isInstanceOf(FactScan.NotCanonical.class);
    }

    @Test
    void whatAnotherCanonicalizerWrites_isAccepted_andWhatItWouldChangeIsNot() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            String canonical = new JsonCanonicalizer(object(random, 3)).getEncodedString();
            read(canonical);
            String changed = changed(canonical, random);
            try {
                read(changed);
            } catch (FactScan.NotCanonical refused) {
                continue;
            }
            assertThat(new JsonCanonicalizer(changed).getEncodedString()).isEqualTo(changed);
        }
    }

    @Test
    void referencesToContent_areFoundAtAnyDepth_andNothingElseIsTakenForOne() {
        String digest = "ab".repeat(32);
        read("{\"data\":{\"x\":[{\"digest\":\"" + digest
                + "\",\"mediaType\":\"text/plain\",\"sizeBytes\":7}],\"y\":{\"digest\":\"" + digest + "\"}}}");
        assertThat(found).containsExactly(digest + " text/plain 7");
    }

    private void read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        scan.read(bytes, 0, bytes.length);
    }

    private static String changed(String json, Random random) {
        int at = random.nextInt(json.length());
        String inserted = String.valueOf(" 0\"\\,:{}[]-.eaz\u00e9".charAt(random.nextInt(15)));
        return json.substring(0, at) + inserted + json.substring(random.nextBoolean() ? at : at + 1);
    }

    private static String object(Random random, int depth) {
        StringBuilder json = new StringBuilder("{");
        for (int i = random.nextInt(4); i >= 0; i--) {
            json.append(json.length() > 1 ? "," : "")
                    .append('"')
                    .append("kéy€😀".substring(0, 1))
                    .append(i)
                    .append("\":");
            json.append(value(random, depth));
        }
        return json.append('}').toString();
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> String.valueOf(random.nextInt() * (random.nextBoolean() ? 1L : 4096L));
            case 1 -> "true";
            case 2 -> "null";
            case 3 -> "\"a\\n\\u0007é€😀\\\\\\\"\"";
            case 4 -> String.valueOf(random.nextDouble());
            case 5 -> object(random, depth - 1);
            default -> "[" + value(random, depth - 1) + "," + value(random, depth - 1) + "]";
        };
    }
}
