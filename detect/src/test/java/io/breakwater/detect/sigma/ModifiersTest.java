package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.problems;
import static io.breakwater.detect.sigma.Given.selection;
import static io.breakwater.detect.sigma.Given.selects;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sigma modifiers 2.1.0, section by section. */
@DisplayName("Sigma modifiers")
class ModifiersTest {
    private static boolean text(String selection, String value) {
        return selects(selection, "{\"f\":\"" + value + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "f|contains: b,            abc,   true",
        "f|contains: B,            abc,   true",
        "f|contains: bd,           abc,   false",
        "f|contains: abcd,         abc,   false",
        "f|startswith: ab,         ABC,   true",
        "f|startswith: bc,         abc,   false",
        "f|endswith: bc,           abc,   true",
        "f|endswith: ab,           abc,   false",
        "f|contains: a?c,          xaBcx, true",
        "f|startswith: a*c,        abbcd, true",
        "f|cased: Abc,             Abc,   true",
        "f|cased: Abc,             abc,   false",
        "f|contains|cased: B,      abc,   false",
        "f|cased|contains: b,      abc,   true",
        "f|startswith|cased: É,    École, true",
        "f|startswith|cased: É,    école, false",
        "f|neq: abc,               ABC,   false",
        "f|neq: abc,               abd,   true",
        "f|contains|neq: b,        abc,   false",
        "f|contains: '',           abc,   true",
    })
    void textModifiers_doWhatTheirNamesSay(String selection, String value, boolean expected) {
        assertThat(text(selection, value)).isEqualTo(expected);
    }

    @Test
    void all_needsEveryValue() {
        String selection = "f|contains|all:\n  - a\n  - b";
        assertThat(text(selection, "xbxa")).isTrue();
        assertThat(text(selection, "xbx")).isFalse();
        assertThat(selects(selection, "{\"f\":[\"xax\",\"xbx\"]}")).isTrue();
    }

    @Test
    void neq_ofAList_isNoneOfThem() {
        String selection = "f|neq:\n  - a\n  - b";
        assertThat(text(selection, "c")).isTrue();
        assertThat(text(selection, "b")).isFalse();
        assertThat(selects(selection, "{\"f\":[\"c\",\"b\"]}")).isFalse();
    }

    @Test
    void neq_ofAMissingField_holds() {
        assertThat(selects("f|neq: a", "{}")).isTrue();
        assertThat(selects("f|neq: a", "{\"f\":null}")).isTrue();
        assertThat(selects("f|neq: null", "{\"f\":\"a\"}")).isTrue();
        assertThat(selects("f|neq: null", "{}")).isFalse();
    }

    @Test
    void exists_looksForTheFieldNotAtItsValue() {
        assertThat(selects("f|exists: true", "{\"f\":null}")).isTrue();
        assertThat(selects("f|exists: true", "{\"f\":\"\"}")).isTrue();
        assertThat(selects("f|exists: true", "{\"f\":[]}")).isTrue();
        assertThat(selects("f|exists: true", "{\"g\":1}")).isFalse();
        assertThat(selects("f|exists: false", "{\"g\":1}")).isTrue();
        assertThat(selects("f|exists: false", "{\"f\":null}")).isFalse();
        assertThat(problems(selection("f|exists: yes")))
                .anySatisfy(told ->
                        assertThat(told).contains("WRONG_TYPE: exists is followed by true or false, not \"yes\""));
    }

    @ParameterizedTest
    @CsvSource({
        "f|lt: 10,    9,      true",
        "f|lt: 10,    10,     false",
        "f|lte: 10,   10,     true",
        "f|gt: 10,    10,     false",
        "f|gt: 10,    10.01,  true",
        "f|gte: 10,   10,     true",
        "f|gte: -1.5, -1,     true",
        "f|gt: 9,     10,     true",
        "f|gt: 10,    1e2,    true",
        "f|lt: 10,    9e999999999,  false",
        "f|gt|neq: 10, 9,     true",
    })
    void comparisons_areOfAmounts(String selection, String number, boolean expected) {
        assertThat(selects(selection, "{\"f\":" + number + "}")).isEqualTo(expected);
        assertThat(text(selection, number)).isEqualTo(expected);
    }

    @Test
    void comparisons_ofWhatIsNoNumber_doNotHold() {
        assertThat(text("f|gt: 1", "abc")).isFalse();
        assertThat(text("f|gt: 1", "")).isFalse();
        assertThat(selects("f|lt: 1", "{}")).isFalse();
        assertThat(selects("f|lt: 1", "{\"f\":null}")).isFalse();
        assertThat(selects("f|gte: 0", "{\"f\":true}")).isFalse();
        assertThat(text("f|gt: 1", "9".repeat(100))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "f|minute: 5,          2026-11-21T03:05:59Z,       true",
        "f|hour: 3,            2026-11-21T03:05:59Z,       true",
        "f|hour: 3,            2026-11-21 03:05:59.123,    true",
        "f|hour: 3,            2026-11-21T03:05:59+02:00,  true",
        "f|day: 21,            2026-11-21T03:05:59Z,       true",
        "f|week: 47,           2026-11-21T03:05:59Z,       true",
        "f|week: 53,           2027-01-01T00:00:00Z,       true",
        "f|month: 11,          2026-11-21T03:05:59Z,       true",
        "f|year: 2026,         2026-11-21T03:05:59Z,       true",
        "f|year: 2025,         2026-11-21T03:05:59Z,       false",
        "f|hour|gte: 22,       2026-11-21T23:05:59Z,       true",
        "f|hour|gte: 22,       2026-11-21T03:05:59Z,       false",
        "f|hour|lt: 6,         2026-11-21T03:05:59Z,       true",
        "f|hour: 3,            2026-13-41T03:05:59Z,       false",
        "f|hour: 3,            3 o'clock in the morning,   false",
        "f|hour: 3,            2026-11-21,                 false",
    })
    void timeModifiers_readADateAsItIsWritten(String selection, String value, boolean expected) {
        assertThat(text(selection, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,          10.255.1.2,           true",
        "10.0.0.0/8,          11.0.0.1,             false",
        "192.168.4.0/22,      192.168.7.255,        true",
        "192.168.4.0/22,      192.168.8.0,          false",
        "1.2.3.4/32,          1.2.3.4,              true",
        "1.2.3.4,             1.2.3.4,              true",
        "0.0.0.0/0,           8.8.8.8,              true",
        "0.0.0.0/0,           2001:db8::1,          false",
        "::/0,                2001:db8::1,          true",
        "2001:db8::/32,       2001:DB8:1::5,        true",
        "2001:db8::/32,       2001:db9::5,          false",
        "2001:db8::/33,       2001:db8:8000::1,     false",
        "10.0.0.0/8,          ::ffff:10.1.1.1,      true",
        "fe80::/10,           fe80::1,              true",
        "10.0.0.0/8,          10.0.0,               false",
        "10.0.0.0/8,          10.0.0.256,           false",
        "10.0.0.0/8,          10.0.0.1.2,           false",
        "10.0.0.0/8,          010.0.0.1,            false",
        "10.0.0.0/8,          ec2.amazonaws.com,    false",
        "::/0,                dead.beef,            false",
        "::/0,                fe80::1%eth0,         false",
        "::/0,                1::2::3,              false",
    })
    void cidr_holdsAddressesOfBothKinds(String network, String address, boolean expected) {
        assertThat(text("f|cidr: '" + network + "'", address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "2001:db8::/129",
        "nonsense/8",
        "''",
        "10.0.0.0/8/8"
    })
    void cidr_ofWhatIsNoNetwork_isRefused(String network) {
        assertThat(problems(selection("f|cidr: '" + network + "'")))
                .singleElement()
                .asString()
                .startsWith("rules.yml:8:13: BAD_NETWORK");
    }

    @Test
    void fieldref_comparesTwoFieldsOfTheEvent() {
        assertThat(selects("f|fieldref: g.h", "{\"f\":\"A\",\"g\":{\"h\":\"a\"}}"))
                .isTrue();
        assertThat(selects("f|fieldref: g.h", "{\"f\":\"a\",\"g\":{\"h\":\"b\"}}"))
                .isFalse();
        assertThat(selects("f|fieldref: g", "{\"f\":\"a\"}")).isFalse();
        assertThat(selects("f|fieldref: g", "{}")).isFalse();
        assertThat(selects("f|fieldref: g", "{\"f\":null,\"g\":null}")).isFalse();
        assertThat(selects("f|fieldref: g", "{\"f\":[\"x\",\"y\"],\"g\":[\"y\",\"z\"]}"))
                .isTrue();
        assertThat(selects("f|fieldref|neq: g", "{\"f\":\"a\",\"g\":\"b\"}")).isTrue();
        assertThat(selects("f|fieldref|cased: g", "{\"f\":\"A\",\"g\":\"a\"}")).isFalse();
        assertThat(selects("f|fieldref: g", "{\"f\":\"ab\",\"g\":\"a*\"}")).isFalse();
    }

    @Test
    void fieldref_withPlaces_looksForOneTextInTheOther() {
        String json = "{\"f\":\"arn:aws:iam::1:user/eve\",\"g\":\"EVE\",\"h\":\"ARN:\",\"i\":\"iam\"}";
        assertThat(selects("f|fieldref|endswith: g", json)).isTrue();
        assertThat(selects("f|fieldref|startswith: h", json)).isTrue();
        assertThat(selects("f|fieldref|contains: i", json)).isTrue();
        assertThat(selects("f|fieldref|startswith: i", json)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "f|re: 'a.c',         xabcx,   true",
        "f|re: 'A.c',         abc,     false",
        "f|re|i: 'A.c',       abc,     true",
        "f|re: '^b',          abc,     false",
        "f|re: '^a.*c$',      abbc,    true",
        "f|re: 'a.c',         a\\nc,   false",
        "f|re|s: 'a.c',       a\\nc,   true",
        "f|re: '^b',          a\\nb,   false",
        "f|re|m: '^b',        a\\nb,   true",
        "f|re|i|m|s: '^B.C',  a\\nb\\nc, true",
        "f|re: 'a\\d{2}',     a12,     true",
        "f|re: '(?=b)b',      abc,     true",
        "f|re: '(a)\\1',      xaax,    true",
        "f|re: '(?<!x)b',     xb,      false",
        "f|re|startswith: b,  abc,     false",
        "f|re|endswith: b,    ab,      true",
        "f|re|contains: b,    abc,     true",
        "f|re|neq: b,         abc,     false",
        "f|re|dotall: 'a.c',  a\\nc,   true",
    })
    void re_isFoundWhereItIsNotAnchored(String selection, String value, boolean expected) {
        assertThat(text(selection, value)).isEqualTo(expected);
    }

    @Test
    void re_thatIsNone_isRefused() {
        assertThat(problems(selection("f|re: '(a'"))).singleElement().asString().contains("8:11: BAD_REGEX");
        assertThat(problems(selection("f|re: '" + "a".repeat(5_000) + "'")))
                .singleElement()
                .asString()
                .contains("BAD_REGEX");
        assertThat(problems(selection("f|re: '((a{300}){300}){300}'")))
                .singleElement()
                .asString()
                .contains("BAD_REGEX");
    }

    @Test
    void base64_isTheEncodingOfTheValue() {
        assertThat(text("f|base64: http://", "aHR0cDovLw==")).isTrue();
        assertThat(text("f|base64|contains: foobar", "xxZm9vYmFyxx")).isTrue();
        assertThat(text("f|base64: 'caf\u00e9'", "Y2Fmw6k=")).isTrue();
        assertThat(problems(selection("f|base64: a*")))
                .singleElement()
                .asString()
                .contains("8:15: WILDCARD_IN_ENCODING");
        assertThat(problems(selection("f|contains|base64: a")))
                .singleElement()
                .asString()
                .contains("WILDCARD_IN_ENCODING");
    }

    @ParameterizedTest
    @CsvSource({"'foobar'", "'xfoobar'", "'xyfoobar'", "'xyzfoobarz'", "'1234foobar567'"})
    void base64offset_findsTheTextAtEveryPlace(String plain) {
        String encoded = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        assertThat(text("f|base64offset|contains: foobar", encoded)).isTrue();
        assertThat(text("f|base64offset|contains: foxbar", encoded)).isFalse();
    }

    @Test
    void utf16_isEncodedBeforeBase64() {
        assertThat(text("f|wide|base64|contains: ping", "cABpAG4AZwA=")).isTrue();
        assertThat(text("f|utf16le|base64|contains: ping", "cABpAG4AZwA=")).isTrue();
        assertThat(text("f|utf16be|base64|contains: ping", "AHAAaQBuAGc=")).isTrue();
        assertThat(text("f|utf16|base64|contains: ping", "//5wAGkAbgBnAA==")).isTrue();
        assertThat(text("f|wide|base64offset|contains: foo", "xZgBvAG8A")).isTrue();
        assertThat(text("f|wide: ab", "a\\u0000b\\u0000")).isTrue();
        assertThat(text("f|wide|base64: '\u20ac'", "rCA=")).isTrue();
    }

    @Test
    void windash_takesEveryDashForEveryOther() {
        for (String dash : new String[] {"-", "/", "\u2013", "\u2014", "\u2015"}) {
            assertThat(text("f|windash|contains: ' -f '", "x " + dash + "f y")).isTrue();
            assertThat(text("f|windash|contains: ' /f '", "x " + dash + "f y")).isTrue();
        }
        assertThat(text("f|windash|contains: 'a-b'", "a/b")).isFalse();
        assertThat(text("f|windash|contains|all:\n  - '-a'\n  - '-b'", "/a -b")).isTrue();
        assertThat(text("f|windash|contains|all:\n  - '-a'\n  - '-b'", "/a")).isFalse();
        assertThat(problems(selection("f|windash: '-a -b -c -d -e'")))
                .singleElement()
                .asString()
                .contains("TOO_MANY_VALUES");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '#',
            value = {
                "f|contain: a         # 8:5: UNKNOWN_MODIFIER: unknown modifier \"contain\"; did you mean contains?",
                "f|Contains: a        # 8:5: UNKNOWN_MODIFIER: unknown modifier \"Contains\"; did you mean contains?",
                "f|: a                # 8:5: UNKNOWN_MODIFIER: unknown modifier \"\"",
                "f|cidr|contains: a   # 8:5: BAD_MODIFIERS: the modifier contains does not go with the others: cidr, contains",
                "f|exists|all: true   # 8:5: BAD_MODIFIERS: the modifier all does not go with the others: exists, all",
                "f|re|cased: a        # 8:5: BAD_MODIFIERS: the modifier cased does not go with the others: re, cased",
                "f|i: a               # 8:5: BAD_MODIFIERS: the modifier i does not go with the others: i",
                "f|gt|contains: 1     # 8:5: BAD_MODIFIERS: the modifier contains does not go with the others: gt, contains",
                "f|gt: a              # 8:11: NOT_A_NUMBER: \"a\" is compared with lt, lte, gt or gte",
                "f|gt: '1'            # 8:11: NOT_A_NUMBER: \"1\" is compared with lt, lte, gt or gte",
                "f|hour: 24           # 8:13: NOT_A_NUMBER: \"24\" has to be a number from 0 to 23",
                "f|hour: three        # 8:13: NOT_A_NUMBER: \"three\" has to be a number from 0 to 23",
                "f|fieldref: 'a*'     # 8:17: BAD_FIELD: fieldref is followed by the name of a field",
                "'|exists': true      # 8:16: BAD_MODIFIERS: these modifiers need a field before them: exists",
            })
    void modifiersThatMakeNoSense_areRefusedWithTheirPlace(String selection, String told) {
        assertThat(problems(selection(selection))).singleElement().asString().startsWith("rules.yml:" + told);
    }
}
