package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
    private static Scope resources(String... patterns) {
        return new Scope(
                Set.of(),
                Set.of(),
                List.of(patterns).stream().map(ResourcePattern::of).toList(),
                Set.of());
    }

    private static Scope roles(String... roles) {
        return new Scope(Set.of(), Set.of(), List.of(), Set.of(roles));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:s3:::logs, arn:aws:s3:::logs, true",
        "arn:aws:s3:::logs, arn:aws:s3:::logs/2026/07, true",
        "arn:aws:s3:::logs, arn:aws:s3:::logs-of-another, false",
        "arn:aws:s3:::logs*, arn:aws:s3:::logs-of-another, true",
        "arn:aws:ec2:*:1:security-group/sg-1, arn:aws:ec2:eu-west-1:1:security-group/sg-1, true",
        "arn:aws:ec2:*:1:security-group/sg-1, arn:aws:ec2:eu-west-1:1:security-group/sg-12, false",
        "arn:aws:ec2:*:1:security-group/sg-1, sg-1, true",
        "arn:aws:ec2:*:1:security-group/sg-1, sg-2, false",
        "/subscriptions/S1, /SUBSCRIPTIONS/s1/resourceGroups/web, true",
        "/subscriptions/s1/, /subscriptions/s1/resourceGroups/web, true",
        "/subscriptions/s1, /subscriptions/s12, false",
        "/subscriptions/*/resourceGroups/web, /subscriptions/s1/resourceGroups/web/providers/x, true",
        "/subscriptions/*/resourceGroups/web, /subscriptions/s1/resourceGroups/website, false",
        "*web, /a/web/b/web, true",
        "*web, /a/website, false",
        "*, anything, true",
        "/, /subscriptions/s1, true",
        "a*b*c, aXbYc, true",
        "a*b*c, aXcYb, false"
    })
    void resource_coversItselfAndWhatLiesBelow(String pattern, String resource, boolean covered) {
        assertThat(ResourcePattern.of(pattern).covers(resource)).isEqualTo(covered);
    }

    @Test
    void everyResourceOfTheEvent_hasToBeWithin() {
        Scope scope = resources("sg-1", "sg-2");
        assertThat(scope.fits(Act.byAlice().on("sg-1", "sg-2").event()).yes()).isTrue();
        Fit fit = scope.fits(Act.byAlice().on("sg-1", "sg-3").event());
        assertThat(fit).isEqualTo(Fit.no("it is for [sg-1, sg-2], not sg-3"));
    }

    @Test
    void eventWithoutResources_isUnknownToALimitByResource() {
        assertThat(resources("sg-1").fits(Act.byAlice().on().event()).state()).isEqualTo(Fit.State.UNKNOWN);
    }

    @Test
    void eventWithoutAccount_isUnknownToALimitByAccount() {
        Scope scope = new Scope(Set.of(), Set.of("1"), List.of(), Set.of());
        assertThat(scope.fits(Act.byAlice().in("").event()).state()).isEqualTo(Fit.State.UNKNOWN);
    }

    @Test
    void noOutweighsUnknown_andTheFirstNoIsSaid() {
        Scope scope = new Scope(Set.of(), Set.of("1"), List.of(ResourcePattern.of("x")), Set.of());
        assertThat(scope.fits(Act.byAlice().on().event())).isEqualTo(Fit.no("it is for account 1, not " + Act.ACCOUNT));
        assertThat(scope.fits(Act.byAlice().in("").on("y").event()).why()).isEqualTo("it is for [x], not y");
    }

    @ParameterizedTest
    @CsvSource({
        "Emergency, arn:aws:iam::1:role/Emergency, true",
        "emergency, arn:aws:iam::1:role/path/Emergency, true",
        "arn:aws:iam::1:role/Emergency, arn:aws:iam::1:role/Emergency, true",
        "Emergency, arn:aws:iam::1:role/EmergencyTwo, false",
        "AdministratorAccess, arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef,"
                + " true",
        "ReadOnly, arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef,"
                + " false",
        "AWSReservedSSO_x, arn:aws:iam::1:role/AWSReservedSSO_x, true"
    })
    void role_isMeantByNameArnOrPermissionSet(String role, String issuer, boolean fits) {
        assertThat(roles(role).fits(Act.byAlice().through(issuer).event()).yes())
                .isEqualTo(fits);
    }

    @Test
    void eventThroughNoRole_isOutsideOfAGrantForARole_inAwsOnly() {
        Act direct = Act.byAlice().inAzureBy("alice@example.com");
        assertThat(roles("Owner").fits(direct.event()).yes()).isTrue();
        Act iamUser = new Act(
                io.breakwater.detect.event.Cloud.AWS,
                direct.time(),
                direct.account(),
                "arn:aws:iam::1:user/alice",
                direct.key(),
                direct.session(),
                direct.sourceIdentity(),
                direct.issuer(),
                direct.address(),
                direct.resources());
        assertThat(roles("Owner").fits(iamUser.event()).why())
                .isEqualTo("it is for role Owner, and the event came through no role");
    }
}
