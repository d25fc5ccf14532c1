package io.breakwater.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.Logsource;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{'status':{'errorCode':%d}}", "{'properties':{'status':{'errorCode':%d}}}", "{'ResultType':'%d'}"
            })
    void signIn_thatThePortalCallsASuccessOrAFailure_isOneByItsCode(String shape) {
        assertThat(signInsThatAre(
                        List.of("Status: Success", "Status: Failure", "ResultDescription: Failure"), shape, 0))
                .containsExactly("Status: Success");
        assertThat(signInsThatAre(
                        List.of("Status: Success", "Status: Failure", "ResultDescription: Failure"), shape, 50_126))
                .containsExactly("Status: Failure", "ResultDescription: Failure");
    }

    /** What rules of a user's that ask for these find in the sign-in. */
    private static List<String> signInsThatAre(List<String> asked, String shape, int code) {
        RuleSet set = RulePack.only(asked.stream()
                        .map(one -> new RuleSource(
                                one,
                                "title: '" + one + "'\nlogsource: {product: azure, service: signinlogs}\n"
                                        + "detection: {s: {" + one + "}, condition: s}\nlevel: low\n"))
                        .toList())
                .read();
        byte[] record = shape.replace('\'', '"').formatted(code).getBytes(StandardCharsets.UTF_8);
        return Plan.of(set)
                .matcher(Logsource.of("azure", "signinlogs"))
                .match(RawRecord.of(record).record())
                .stream()
                .mapToObj(rule -> set.info(rule).title())
                .toList();
    }
}
