package io.breakwater.detect.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttackTest {
    @ParameterizedTest
    @CsvSource({
        "attack.privilege-escalation, TA0004, Privilege Escalation",
        "attack.privilege_escalation, TA0004, Privilege Escalation",
        "attack.command-and-control, TA0011, Command and Control",
        "ATTACK.IMPACT, TA0040, Impact"
    })
    void tactic_hasItsNumberAndName(String tag, String id, String name) {
        assertThat(Attack.tagged(tag)).contains(new Attack(id, name));
    }

    @ParameterizedTest
    @CsvSource({"attack.t1078, T1078, false", "attack.t1078.004, T1078, true", "attack.T1562.007, T1562, true"})
    void technique_isToldFromItsSubTechniques(String tag, String technique, boolean sub) {
        Attack attack = Attack.tagged(tag).orElseThrow();
        assertThat(attack.isTactic()).isFalse();
        assertThat(attack.technique()).isEqualTo(technique);
        assertThat(attack.isSubTechnique()).isEqualTo(sub);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso27001.a.8.2", "attack.g0016", "attack.t12", "attack.t1078.4", "impact", "attack."})
    void otherTag_isNone(String tag) {
        assertThat(Attack.tagged(tag)).isEmpty();
    }
}
