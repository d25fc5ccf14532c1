package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.event;
import static io.breakwater.detect.sigma.Given.matches;
import static io.breakwater.detect.sigma.Given.rule;
import static io.breakwater.detect.sigma.Given.selection;
import static io.breakwater.detect.sigma.Given.selects;
import static io.breakwater.detect.sigma.Given.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What others get wrong. */
@DisplayName("Sigma: traps")
class TrapsTest {
    @Test
    void arrays_areReachedByAPlainPath() {
        String json = "{\"p\":{\"items\":[{\"cidr\":\"10.0.0.0/8\"},{\"cidr\":\"0.0.0.0/0\"}]}}";
        assertThat(selects("p.items.cidr: '0.0.0.0/0'", json)).isTrue();
        assertThat(selects("p.items.cidr|neq: '0.0.0.0/0'", json)).isFalse();
        assertThat(selects("p.items|contains: '\"10.0.0.0/8\"'", json)).isTrue();
    }

    @Test
    void keysThatDifferOnlyInCase_areDifferentFields() {
        assertThat(selects("arn: two", "{\"aRN\":\"one\",\"arn\":\"two\"}")).isTrue();
        assertThat(selects("aRN: two", "{\"aRN\":\"one\",\"arn\":\"two\"}")).isFalse();
        assertThat(selects("ARN: one", "{\"aRN\":\"one\",\"arn\":\"two\"}")).isFalse();
    }

    @Test
    void negation_ofAMissingOrNullField_holds() {
        String not = rule("s:\n  a: 1\nf:\n  mfa: 'true'\ncondition: s and not f");
        assertThat(matches(not, "{\"a\":1}")).isTrue();
        assertThat(matches(not, "{\"a\":1,\"mfa\":null}")).isTrue();
        assertThat(matches(not, "{\"a\":1,\"mfa\":[]}")).isTrue();
        assertThat(matches(not, "{\"a\":1,\"mfa\":\"TRUE\"}")).isFalse();
        String notNull = rule("s:\n  a: 1\nf:\n  error: null\ncondition: s and not f");
        assertThat(matches(notNull, "{\"a\":1}")).isFalse();
        assertThat(matches(notNull, "{\"a\":1,\"error\":null}")).isFalse();
        assertThat(matches(notNull, "{\"a\":1,\"error\":\"\"}")).isTrue();
    }

    @Test
    void oneElementOfAnArray_answersOneQuestion_andAnotherTheNext() {
        String both = "l.k: x\nl.v: '2'";
        assertThat(selects(both, "{\"l\":[{\"k\":\"x\",\"v\":\"1\"},{\"k\":\"y\",\"v\":\"2\"}]}"))
                .isTrue();
    }

    /** A field padded with more values than are looked at must not hide the one that matters. */
    @Test
    void fieldOfTooManyValues_isUndecided_andHarmsNoOtherRule() {
        RuleSet rules = sound(
                selection("f: x").replace("a_rule", "padded"),
                selection("f|contains: x").replace("a_rule", "searched"),
                rule("s:\n  g: 1\nf:\n  f: x\ncondition: s and not f").replace("a_rule", "negated"),
                selection("g: 1").replace("a_rule", "good"));
        Matcher matcher = Plan.of(rules).matcher();
        String padding = "\"y\"" + ",\"y\"".repeat(20_000);

        assertThat(matcher.match(event("{\"g\":1,\"f\":[" + padding + ",\"x\"]}"))
                        .toArray())
                .containsExactly(3);
        assertThat(matcher.undecided().toArray()).containsExactlyInAnyOrder(0, 1, 2);
        matcher.forget();
        assertThat(matcher.match(event("{\"g\":1,\"f\":[\"y\",\"x\"]}")).toArray())
                .containsExactly(0, 1, 3);
        assertThat(matcher.undecided().isEmpty()).isTrue();
    }

    @Test
    void regexThatTakesForEver_isUndecided_andHarmsNoOtherRule() {
        String evil = selection("f|re: '^((a+)+)\\2b$'").replace("a_rule", "evil");
        String negated = rule("s:\n  g: 1\nf:\n  f|re: '^((a+)+)\\2b$'\ncondition: s and not f")
                .replace("a_rule", "negated");
        String good = selection("f|startswith: aaa").replace("a_rule", "good");
        Matcher matcher = Plan.of(sound(evil, negated, good)).matcher();
        String json = "{\"g\":1,\"f\":\"" + "a".repeat(60) + "!\"}";
        assertThat(matcher.match(event(json)).toArray()).containsExactly(2);
        assertThat(matcher.undecided().toArray()).containsExactly(0, 1);
        assertThat(matcher.match(event("{\"f\":\"aaab\",\"g\":1}")).toArray()).containsExactly(0, 2);
        assertThat(matcher.undecided().isEmpty()).isTrue();
        assertThat(Explainer.explain(sound(evil), event(json)).get(0).answer()).isEqualTo(Explanation.Answer.UNKNOWN);
    }

    /** What makes one test give up must not hide from a rule what its other tests have found out. */
    @Test
    void testThatGivesUp_doesNotMatter_whereAnotherSettlesTheRule() {
        String evil = "e:\n  f|re: '^((a+)+)\\2b$'\n";
        String nested = "n:\n  x.y|cidr: 10.0.0.0/8\n";
        RuleSet rules = sound(
                rule(evil + nested + "condition: e or n").replace("a_rule", "either"),
                rule(evil + nested + "condition: e and n").replace("a_rule", "both"),
                rule("g:\n  g: 1\n" + evil + nested + "condition: g and not (e or n)")
                        .replace("a_rule", "neither"));
        Matcher matcher = Plan.of(rules).matcher();
        String json = "{\"g\":1,\"f\":\"" + "a".repeat(60) + "!\",\"x\":{\"y\":\"%s\"}}";

        assertThat(matcher.match(event(String.format(json, "10.1.1.1"))).toArray())
                .containsExactly(0);
        assertThat(matcher.undecided().toArray()).containsExactly(1);
        assertThat(matcher.match(event(String.format(json, "11.1.1.1"))).toArray())
                .isEmpty();
        assertThat(matcher.undecided().toArray()).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void regexThatGoesTooDeep_isUndecided() {
        Matcher matcher = Plan.of(sound(selection("f|re: '^(?=a)(a|b)*c'"))).matcher();
        matcher.match(event("{\"f\":\"" + "ab".repeat(400_000) + "\"}"));
        assertThat(matcher.undecided().toArray()).containsExactly(0);
    }

    @Test
    void nestedRepetition_takesLinearTimeWhereTheEngineCan() {
        assertThat(selects("f|re: '^(a+)+$'", "{\"f\":\"" + "a".repeat(5_000) + "!\"}"))
                .isFalse();
        assertThat(selects("f: '*a*a*a*a*a*a*a*b'", "{\"f\":\"" + "a".repeat(2_000) + "\"}"))
                .isFalse();
    }

    @Test
    void plainPartOfARegex_isNotTakenForMoreThanItIs() {
        assertThat(selects("f|re: 'abcd?'", "{\"f\":\"abc\"}")).isTrue();
        assertThat(selects("f|re: 'abc|xyz'", "{\"f\":\"xyz\"}")).isTrue();
        assertThat(selects("f|re: 'abc(def)*'", "{\"f\":\"abc\"}")).isTrue();
        assertThat(selects("f|re: 'abcd{0}e'", "{\"f\":\"abce\"}")).isTrue();
        assertThat(selects("f|re: 'ab[cd]e'", "{\"f\":\"abde\"}")).isTrue();
        assertThat(selects("f|re: 'abc\\.def'", "{\"f\":\"abc.def\"}")).isTrue();
        assertThat(selects("f|re: '(?i)ABC'", "{\"f\":\"abc\"}")).isTrue();
        assertThat(selects("f|re|i: 'ABC'", "{\"f\":\"xabcx\"}")).isTrue();
        assertThat(selects("f|re: 'abc\\x41'", "{\"f\":\"abcA\"}")).isTrue();
        assertThat(selects("f|re: 'abc.+:xyz'", "{\"f\":\"abcd:xyz\"}")).isTrue();
        assertThat(selects("f|re: '[]a]bcd'", "{\"f\":\"]bcd\"}")).isTrue();
        assertThat(selects("f|re: 'abc+'", "{\"f\":\"abcc\"}")).isTrue();
        assertThat(selects("f|re: 'abc\\Q|\\E'", "{\"f\":\"abc|\"}")).isTrue();
    }

    @Test
    void eventsThatMatchNothing_costNoMemory() {
        Matcher matcher = Plan.of(sound(
                        selection("eventName: [A, B]\nu.type: Root"),
                        selection("ua|contains: [evil, 'b?d*']\nn|neq: 5").replace("a_rule", "two"),
                        rule("condition: k\nk: [mimikatz]").replace("a_rule", "three")))
                .matcher();
        List<EventRecord> events = List.of(
                event("{\"eventName\":\"A\",\"u\":{\"type\":\"User\"},\"ua\":\"curl\",\"list\":[1,2]}"),
                event("{\"eventName\":\"C\",\"u\":{\"type\":\"Root\"},\"ua\":null}"));
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20_000; i++) {
            matcher.match(events.get(i % 2));
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            assertNothing(matcher.match(events.get(i % 2)));
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    }

    private static void assertNothing(IntList matches) {
        if (!matches.isEmpty()) {
            throw new AssertionError(matches.toString());
        }
    }
}
