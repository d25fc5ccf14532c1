package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.rule;
import static io.breakwater.detect.sigma.Given.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which rules are asked at all: the reason why five hundred more cost next to nothing. */
@DisplayName("Sigma: candidates")
class DispatchTest {
    /** The fields by whose texts the rule is found, and the questions; empty when it is asked of every event. */
    private static List<String> foundBy(String detection) {
        Compiled compiled = Compiler.compile(sound(rule(detection)).rules());
        Dispatch dispatch = Dispatch.of(compiled, List.of(0));
        List<String> by = Stream.concat(
                        Arrays.stream(dispatch.entries())
                                .map(entry ->
                                        compiled.fields().get(entry.field()).toString()),
                        Arrays.stream(dispatch.gates())
                                .map(gate -> compiled.questions()
                                        .get(gate.question())
                                        .atom()
                                        .toString()))
                .toList();
        assertThat(dispatch.always().length == 1).isEqualTo(by.isEmpty());
        return by;
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
        assertThat(foundBy("a: {eventName: A}\nb: {x|cidr: 10.0.0.0/8}\ncondition: a or b"))
                .isEmpty();
        assertThat(foundBy("a: {eventName: null}\ncondition: a")).isEmpty();
        assertThat(foundBy("a: {x|gt: 5}\ncondition: a")).isEmpty();
        assertThat(foundBy("a: {x|re: '[0-9]+'}\ncondition: a")).isEmpty();
        assertThat(foundBy("k: [word]\ncondition: k")).isEmpty();
    }

    @Test
    void rule_withoutTellingTexts_isFoundByAQuestionOfText() {
        assertThat(foundBy("a: {eventName|startswith: Ab}\ncondition: a")).containsExactly("eventName is like 'ab*'");
        assertThat(foundBy("a: {eventName|cased: A}\ncondition: a")).containsExactly("eventName is 'A' (cased)");
        assertThat(foundBy("a: {x|re: '.+:assumed-role/.+'}\ncondition: a"))
                .containsExactly("x matches /.+:assumed-role/.+/");
        assertThat(foundBy("a: {eventName: A}\nb: {x|contains: word}\ncondition: a or b"))
                .containsExactly("eventName", "x is like '*word*'");
        assertThat(foundBy("a: {userIdentity.type: IAMUser, userIdentity.userName|contains: [firecall, emergency]}\n"
                        + "condition: a"))
                .containsExactly("userIdentity.userName is like '*firecall*' or is like '*emergency*'");
    }

    /** To look up a name costs next to nothing; and a short word is in many texts. */
    @Test
    void rule_withTellingTexts_isFoundByNoQuestion() {
        assertThat(foundBy("a: {eventName: A, x|contains: emergency}\ncondition: a"))
                .containsExactly("eventName");
        assertThat(foundBy("a: {eventSource: ec2, x.y|contains: emergency}\ncondition: a"))
                .containsExactly("eventSource");
        assertThat(foundBy("a: {userIdentity.type: Root, userAgent|contains: a}\ncondition: a"))
                .containsExactly("userIdentity.type");
    }

    @Test
    void rulesBehindAQuestion_areAskedWhereItHolds_andWhereNobodyKnows() {
        Matcher matcher = Plan.of(sound(
                        rule("s: {x|contains: emergency, y: 1}\ncondition: s"),
                        rule("s: {x|contains: emergency}\nt: {z: 1}\ncondition: s and not t")
                                .replace("a_rule", "second")))
                .matcher();
        assertThat(matcher.match(Given.event("{\"x\":\"an Emergency\",\"y\":1}"))
                        .toArray())
                .containsExactly(0, 1);
        assertThat(matcher.match(Given.event("{\"x\":\"emergency\",\"z\":1}")).toArray())
                .isEmpty();
        assertThat(matcher.match(Given.event("{\"x\":\"emergence\",\"y\":1}")).toArray())
                .isEmpty();
        String tooMany = "{\"y\":1,\"x\":[" + "1,".repeat(20_000) + "\"emergency\"]}";
        assertThat(matcher.match(Given.event(tooMany)).toArray()).isEmpty();
        assertThat(matcher.undecided().toArray()).containsExactly(0, 1);
    }

    @Test
    void whatOneFieldMayBeLike_isOneQuestion() {
        Compiled compiled =
                Compiler.compile(sound(rule("s: {x|contains: [ab, cd], y|startswith: [a, b]}\ncondition: s"))
                        .rules());
        assertThat(compiled.questions())
                .extracting(question -> question.atom().toString())
                .containsExactlyInAnyOrder("x is like '*ab*' or is like '*cd*'", "y is like 'a*' or is like 'b*'");
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
