package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.rule;
import static io.breakwater.detect.sigma.Given.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which rules are asked at all: the reason why five hundred more cost next to nothing. */
@DisplayName("Sigma: candidates")
class DispatchTest {
    /** The fields by whose texts the rule is found; empty when it is asked of every event. */
    private static List<String> foundBy(String detection) {
        Compiled compiled = Compiler.compile(sound(rule(detection)).rules());
        Dispatch dispatch = Dispatch.of(compiled, List.of(0));
        assertThat(dispatch.always().length == 1).isEqualTo(dispatch.entries().length == 0);
        return Arrays.stream(dispatch.entries())
                .map(entry -> compiled.fields().get(entry.field()).toString())
                .toList();
    }

    @Test
    void rule_isFoundByTheFieldThatTellsMost() {
        assertThat(foundBy("s: {eventSource: ec2, userIdentity.type: Root, eventName: [A, B, C]}\ncondition: s"))
                .containsExactly("eventName");
        assertThat(foundBy("s: {eventSource: ec2, userIdentity.type: Root}\ncondition: s"))
                .containsExactly("eventSource");
    }

    @Test
    void rule_ofAlternatives_isFoundByEachOfThem() {
        assertThat(foundBy("a: {eventName: A}\nb: {errorCode: B}\ncondition: a or b"))
                .containsExactly("eventName", "errorCode");
        assertThat(foundBy("a: {eventName: A}\nb: {errorCode: B, x|contains: y}\ncondition: 1 of *"))
                .containsExactly("eventName", "errorCode");
    }

    @Test
    void rule_thatCanMatchWithoutAnyText_isAlwaysAsked() {
        assertThat(foundBy("a: {eventName: A}\ncondition: not a")).isEmpty();
        assertThat(foundBy("a: {eventName|startswith: A}\ncondition: a")).isEmpty();
        assertThat(foundBy("a: {eventName: A}\nb: {x|contains: y}\ncondition: a or b"))
                .isEmpty();
        assertThat(foundBy("a: {eventName: null}\ncondition: a")).isEmpty();
        assertThat(foundBy("a: {eventName|cased: A}\ncondition: a")).isEmpty();
        assertThat(foundBy("k: [word]\ncondition: k")).isEmpty();
    }

    @Test
    void exclusion_doesNotFindARule() {
        assertThat(foundBy("s: {eventSource: ec2}\nf: {eventName: A}\ncondition: s and not f"))
                .containsExactly("eventSource");
    }

    @Test
    void whatRulesHaveInCommon_isOneQuestion() {
        String[] rules = IntStream.range(0, 50)
                .mapToObj(i -> rule("s: {eventName: Call" + i
                                + "}\nf: {userAgent|contains: terraform, x|cidr: 10.0.0.0/8}\n"
                                + "condition: s and not f")
                        .replace("a_rule", "rule_" + i))
                .toArray(String[]::new);
        Compiled compiled = Compiler.compile(sound(rules).rules());
        assertThat(compiled.questions()).hasSize(2);
        assertThat(compiled.fields()).hasSize(3);
        assertThat(compiled.nodes()).hasSize(50);
    }

    @Test
    void matcher_answersInTheOrderOfTheRules_andEachOnce() {
        Matcher matcher = Plan.of(sound(
                        rule("s: {eventName: [A, B]}\ncondition: s"),
                        rule("s: {x: 1}\ncondition: not s").replace("a_rule", "second"),
                        rule("s: {errorCode: E}\nt: {eventName: A}\ncondition: s or t")
                                .replace("a_rule", "third")))
                .matcher();
        assertThat(matcher.match(Given.event("{\"eventName\":[\"a\",\"b\"],\"errorCode\":\"e\"}"))
                        .toArray())
                .containsExactly(0, 1, 2);
        assertThat(matcher.match(Given.event("{\"eventName\":\"c\",\"x\":1}")).toArray())
                .isEmpty();
    }
}
