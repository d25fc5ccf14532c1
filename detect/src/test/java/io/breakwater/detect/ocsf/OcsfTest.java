package io.breakwater.detect.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.sigma.rule.Level;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcsfTest {
    private static final List<String> REQUIRED =
            List.of("activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid");

    /** What the schema requires of each class, by hand, for where the published schema is not at hand. */
    @ParameterizedTest
    @MethodSource("io.breakwater.detect.ocsf.OcsfSamples#events")
    void event_hasWhatItsClassRequires(LogEvent event) {
        JsonNode json = OcsfSamples.json(event);
        assertThat(json.properties()).extracting(member -> member.getKey()).containsAll(REQUIRED);
        assertThat(json.at("/metadata/version").asText()).isEqualTo("1.8.0");
        assertThat(json.at("/metadata/product/name").asText()).isNotEmpty();
        assertThat(json.at("/cloud/provider").asText()).isNotEmpty();
        assertThat(json.path("type_uid").asLong())
                .isEqualTo(json.path("class_uid").asLong() * 100
                        + json.path("activity_id").asLong());
        assertThat(json.path("category_uid").asLong())
                .isEqualTo(json.path("class_uid").asLong() / 1_000);
        String[] of = switch (json.path("class_uid").asInt()) {
            case 6003 -> new String[] {"/actor/user/name", "/api/operation", "/src_endpoint"};
            case 3001 -> new String[] {"/user/name"};
            case 3002 -> new String[] {"/user/name", "/service/name"};
            case 3006 -> new String[] {"/group/name"};
            default -> new String[] {"/no such class"};
        };
        for (String path : of) {
            assertThat(json.at(path).isMissingNode()).as(path).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.detect.ocsf.OcsfSamples#findings")
    void finding_hasWhatItsClassRequires(Finding finding) {
        JsonNode json = OcsfSamples.json(finding);
        assertThat(json.properties()).extracting(member -> member.getKey()).containsAll(REQUIRED);
        assertThat(json.path("class_uid").asInt()).isEqualTo(2004);
        assertThat(json.at("/finding_info/uid").asText()).isEqualTo(finding.id());
        assertThat(json.at("/finding_info/analytic/type_id").asInt()).isEqualTo(1);
        assertThat(json.path("evidences"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.has("actor")).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "iam.amazonaws.com, CreateUser, 3001, 1, Create",
        "iam.amazonaws.com, DeleteLoginProfile, 3001, 5, Disable",
        "iam.amazonaws.com, DeactivateMFADevice, 3001, 11, MFA Factor Disable",
        "iam.amazonaws.com, CreateAccessKey, 3001, 99, CreateAccessKey",
        "iam.amazonaws.com, AddUserToGroup, 3006, 3, Add User",
        "iam.amazonaws.com, CreateRole, 6003, 1, Create",
        "signin.amazonaws.com, ConsoleLogin, 3002, 1, Logon",
        "signin.amazonaws.com, SwitchRole, 3002, 7, Account Switch",
        "ec2.amazonaws.com, CreateUser, 6003, 1, Create",
        "ec2.amazonaws.com, DescribeInstances, 6003, 2, Read",
        "ec2.amazonaws.com, AuthorizeSecurityGroupIngress, 6003, 3, Update",
        "ec2.amazonaws.com, TerminateInstances, 6003, 4, Delete",
        "kms.amazonaws.com, Decrypt, 6003, 99, Decrypt"
    })
    void awsEvent_isOfItsClass_andActivity(String service, String action, int type, int activity, String name) {
        JsonNode json = OcsfSamples.json(OcsfSamples.aws(service, action, "{}"));
        assertThat(json.path("class_uid").asInt()).isEqualTo(type);
        assertThat(json.path("activity_id").asInt()).isEqualTo(activity);
        assertThat(json.path("activity_name").asText()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE, azure.activity, Microsoft.Sql/servers/WRITE, 6003, 3",
        "AZURE, azure.activity, Microsoft.Sql/servers/delete, 6003, 4",
        "AZURE, azure.activity, Microsoft.Compute/virtualMachines/read, 6003, 2",
        "AZURE, azure.activity, Microsoft.Compute/virtualMachines/runCommand/action, 6003, 99",
        "ENTRA, entra.audit, Add user, 3001, 1",
        "ENTRA, entra.audit, add member to group, 3006, 3",
        "ENTRA, entra.audit, Add member to role, 6003, 1",
        "ENTRA, entra.signin, Sign-in activity, 3002, 1",
        "MICROSOFT_365, m365.audit, UserLoggedIn, 3002, 1",
        "MICROSOFT_365, m365.audit, New-InboxRule, 6003, 1"
    })
    void microsoftEvent_isOfItsClass_andActivity(
            io.breakwater.detect.event.Cloud cloud, String format, String action, int type, int activity) {
        JsonNode json =
                OcsfSamples.json(OcsfSamples.event(cloud, format, "", action, OcsfSamples.NOBODY, "203.0.113.7", "{}"));
        assertThat(json.path("class_uid").asInt()).isEqualTo(type);
        assertThat(json.path("activity_id").asInt()).isEqualTo(activity);
    }

    @Test
    void event_keepsWhoWhatWhenAndWhere() {
        JsonNode json = OcsfSamples.json(OcsfSamples.aws("ec2.amazonaws.com", "RunInstances", "{\"a\":1}"));
        assertThat(json.path("time").asLong()).isEqualTo(OcsfSamples.TIME.toEpochMilli());
        assertThat(json.at("/actor/user/credential_uid").asText()).isEqualTo("ASIA1");
        assertThat(json.at("/actor/session/issuer").asText()).isEqualTo("arn:aws:iam::111122223333:role/Admin");
        assertThat(json.at("/actor/session/is_mfa").asBoolean()).isTrue();
        assertThat(json.at("/cloud/account/uid").asText()).isEqualTo("111122223333");
        assertThat(json.at("/src_endpoint/ip").asText()).isEqualTo("203.0.113.7");
        assertThat(json.at("/metadata/uid").asText()).isEqualTo("e-1");
        assertThat(json.at("/metadata/log_source").asText()).isEqualTo("AWSLogs/a.json.gz");
        assertThat(json.at("/unmapped/record").asLong()).isEqualTo(17);
        assertThat(json.path("raw_data").asText()).isEqualTo("{\"a\":1}");
        assertThat(json.at("/raw_data_hash/value").asText())
                .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    }

    @Test
    void accountChange_namesTheAccountThatChanged_notTheOneThatChangedIt() {
        JsonNode json = OcsfSamples.json(
                OcsfSamples.aws("iam.amazonaws.com", "DeleteUser", "{\"requestParameters\":{\"userName\":\"bob\"}}"));
        assertThat(json.at("/user/name").asText()).isEqualTo("bob");
        assertThat(json.at("/actor/user/name").asText()).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2.amazonaws.com", "AWS Internal", "999.1.1.1", "1.2.3", ":::"})
    void addressThatIsNone_isNoIp(String address) {
        JsonNode json = OcsfSamples.json(OcsfSamples.event(
                io.breakwater.detect.event.Cloud.AWS,
                "aws.cloudtrail",
                "ec2.amazonaws.com",
                "RunInstances",
                OcsfSamples.ALICE,
                address,
                "{}"));
        assertThat(json.at("/src_endpoint/svc_name").asText()).isEqualTo(address);
        assertThat(json.at("/src_endpoint").has("ip")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "SUSPECTED_COMPROMISE, 4, Suspicious, 1",
        "UNCOVERED, 8, Security Risk, 1",
        "UNKNOWN, 7, Insufficient Data, 1",
        "PARTLY_COVERED, 99, Partly Covered, 1",
        "DRILL, 6, Test, 4",
        "COVERED, 5, Benign, 4"
    })
    void verdict_isTheSchemasWord_andOursStaysBeside(Verdict verdict, int id, String word, int status) {
        JsonNode json = OcsfSamples.json(OcsfSamples.finding(Optional.of(verdict), Level.HIGH));
        assertThat(json.path("verdict_id").asInt()).isEqualTo(id);
        assertThat(json.path("verdict").asText()).isEqualTo(word);
        assertThat(json.path("status_id").asInt()).isEqualTo(status);
        assertThat(json.at("/unmapped/cover/verdict").asText()).isEqualTo(verdict.label());
        assertThat(json.at("/unmapped/cover/ticket/name").asText()).isEqualTo("CHG1");
        assertThat(json.at("/ticket/uid").asText()).isEqualTo("CHG1");
        assertThat(json.path("is_suspected_breach").asBoolean()).isEqualTo(verdict == Verdict.SUSPECTED_COMPROMISE);
    }

    @Test
    void finding_namesRuleControlsAttackAndAdvice() {
        JsonNode json = OcsfSamples.json(OcsfSamples.finding(Optional.empty(), Level.CRITICAL));
        assertThat(json.path("severity").asText()).isEqualTo("Critical");
        assertThat(json.path("severity_id").asInt()).isEqualTo(5);
        assertThat(json.at("/finding_info/analytic/uid").asText()).startsWith("11111111-");
        assertThat(json.at("/finding_info/related_analytics/0/name").asText()).isEqualTo("Plain rule");
        assertThat(json.at("/finding_info/attacks/0/tactic/uid").asText()).isEqualTo("TA0004");
        assertThat(json.at("/finding_info/attacks/0/tactic/name").asText()).isEqualTo("Privilege Escalation");
        assertThat(json.at("/finding_info/attacks/1/technique/uid").asText()).isEqualTo("T1078");
        assertThat(json.at("/finding_info/attacks/1/sub_technique/uid").asText())
                .isEqualTo("T1078.004");
        assertThat(json.at("/finding_info/attacks/2").has("sub_technique")).isFalse();
        assertThat(json.at("/finding_info/tags/0/values/0").asText()).isEqualTo("iso27001:A.8.32");
        assertThat(json.at("/remediation/desc").asText()).isEqualTo("Close it.");
    }

    @Test
    void correlation_tellsItsEvents_andItsSpan() {
        JsonNode json = OcsfSamples.json(OcsfSamples.correlation());
        assertThat(json.path("evidences")).hasSize(2);
        assertThat(json.at("/evidences/0/data/log_file").asText()).isEqualTo("f");
        assertThat(json.at("/evidences/1/actor/user/name").asText()).isEqualTo("not logged");
        assertThat(json.at("/finding_info/related_events")).hasSize(1);
        assertThat(json.at("/finding_info/last_seen_time").asLong()
                        - json.at("/finding_info/first_seen_time").asLong())
                .isEqualTo(9_000);
        assertThat(json.has("cloud")).isFalse();
    }
}
