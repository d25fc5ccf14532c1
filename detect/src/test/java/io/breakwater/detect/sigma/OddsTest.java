package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.rule;
import static io.breakwater.detect.sigma.Given.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a rule asks first, so that most events are done with early. */
@DisplayName("Sigma: the order of questions")
class OddsTest {
    /** The parts of a rule's condition, in the order in which an event is asked them. */
    private static List<String> order(String detection) {
        Compiled compiled = Compiler.compile(sound(rule(detection)).rules());
        Node node = compiled.nodes().get(0);
        Node[] parts = node instanceof Node.All all ? all.parts() : ((Node.Any) node).parts();
        return Arrays.stream(parts).map(part -> name(compiled, part)).toList();
    }

    private static String name(Compiled compiled, Node node) {
        if (node instanceof Node.OneOf oneOf) {
            return compiled.fields().get(oneOf.field()).toString();
        } else if (node instanceof Node.Asked asked) {
            Compiled.Question question = compiled.questions().get(asked.question());
            return question.field() < 0
                    ? "record"
                    : compiled.fields().get(question.field()).toString();
        }
        return node instanceof Node.None none ? "not " + name(compiled, none.part()) : "several";
    }

    @Test
    void whatFewEventsPass_isAskedFirst_andWhatIsFoundAtOnce() {
        assertThat(order("s: {errorCode: null, userIdentity.userName|contains: [firecall, emergency], eventName: A}\n"
                        + "condition: s"))
                .containsExactly("eventName", "userIdentity.userName", "errorCode");
        assertThat(order("s: {x.y: a, x: a, readOnly: false}\ncondition: s")).containsExactly("x", "readOnly", "x.y");
    }

    @Test
    void exclusions_areAskedLate_andTheWholeRecordIsSearchedLast() {
        assertThat(order("s: {x.y|contains: word}\nf: {responseElements.ConsoleLogin: Failure}\nk: [word]\n"
                        + "condition: k and not f and s"))
                .containsExactly("x.y", "not responseElements.ConsoleLogin", "record");
    }

    @Test
    void ofAlternatives_theLikelyAndTheCheapAreAskedFirst() {
        assertThat(order("a: {x.y|contains: a}\nb: {x|contains: a}\ncondition: a or b"))
                .containsExactly("x", "x.y");
        assertThat(order("a: {x|contains: somebody}\nb: {x.y|contains: a}\ncondition: a or b"))
                .containsExactly("x.y", "x");
    }
}
