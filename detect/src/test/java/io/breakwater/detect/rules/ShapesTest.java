package io.breakwater.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One rule reads all shapes in which Microsoft exports the same event. */
class ShapesTest {
    private static final RuleSet SET = RulePack.shipped().read();

    private static int rule(String name) {
        return RulePack.infos(SET).stream().map(RuleInfo::handle).toList().indexOf(name);
    }

    @Test
    void correlatedField_isLookedForUnderEachNameThatAnExportGivesIt() {
        assertThat(SET.paths(rule("azure-access-elevated"), "caller"))
                .contains(
                        FieldPath.of("caller"),
                        FieldPath.of("Caller"),
                        FieldPath.of("identity.claims.http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"));
        assertThat(SET.paths(rule("entra-pim-activated"), "correlationId"))
                .containsExactly(FieldPath.of("correlationId"), FieldPath.of("CorrelationId"));
    }

    @Test
    void correlatedField_ofAnAwsRule_isAsItIsWritten() {
        assertThat(SET.paths(rule("aws-root-used"), "recipientAccountId"))
                .containsExactly(FieldPath.of("recipientAccountId"));
    }

    @Test
    void correlatedField_ofACorrelation_isAsItIsWritten() {
        assertThat(SET.paths(rule("aws-console-login-guessed"), "userIdentity.userName"))
                .containsExactly(FieldPath.of("userIdentity.userName"));
    }

    @Test
    void everyFieldThatACorrelationOfMicrosoftGroupsBy_hasMoreThanOneName() {
        Set<String> plain = SET.correlations().stream()
                .filter(correlation -> !correlation.info().handle().startsWith("aws-"))
                .filter(correlation -> !correlation.info().handle().startsWith("m365-"))
                .flatMap(correlation -> correlation.sources().stream()
                        .filter(source -> !SET.isCorrelation(source))
                        .flatMap(source -> correlation.groupBy().stream()
                                .map(name -> correlation
                                        .aliases()
                                        .getOrDefault(name, Map.of())
                                        .getOrDefault(source, name))
                                .filter(field -> SET.paths(source, field).size() < 2)))
                .collect(Collectors.toSet());

        assertThat(plain).isEqualTo(Set.copyOf(List.of()));
    }
}
