package io.breakwater.detect.azure;

import static io.breakwater.detect.azure.AzureKit.CORRELATION;
import static io.breakwater.detect.azure.AzureKit.GROUP;
import static io.breakwater.detect.azure.AzureKit.OPERATION;
import static io.breakwater.detect.azure.AzureKit.SUBSCRIPTION;
import static io.breakwater.detect.azure.AzureKit.TENANT;
import static io.breakwater.detect.azure.AzureKit.activity;
import static io.breakwater.detect.azure.AzureKit.exported;
import static io.breakwater.detect.azure.AzureKit.matches;
import static io.breakwater.detect.azure.AzureKit.read;
import static io.breakwater.detect.azure.AzureKit.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.Place;
import io.breakwater.detect.read.Problem;
import io.breakwater.detect.sigma.rule.Logsource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Azure Activity Log: three shapes, one event")
class ActivityLogTest {
    private static final String UPPER = OPERATION.toUpperCase(Locale.ROOT);
    private static final Logsource LOGS = Logsource.of("azure", "activitylogs");

    static Stream<String> shapes() {
        return Stream.of(activity(OPERATION, "Succeeded"), exported(UPPER, "Success"), row(UPPER, "Success"));
    }

    static Stream<String> files() {
        String page = activity(OPERATION, "Succeeded");
        String record = exported(UPPER, "Success");
        return Stream.of(
                "{\"value\":[" + page + "],\"nextLink\":\"https://management.azure.example/next?$skiptoken=a\"}",
                "{\"nextLink\":null,\"value\":[" + page + "]}",
                "[" + page + "]",
                page,
                "{\"records\":[" + record + "]}",
                "[{\"records\":[" + record + "]}]",
                record + "\r\n",
                "\ufeff" + record,
                "{\"body\":{\"records\":[" + record + "]},\"enqueuedTime\":\"2026-09-14T03:20:00Z\"}");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void change_isToldAlike_whateverShapeItIsIn(String json) {
        LogEvent event = read(json).only();

        assertThat(event.cloud()).isEqualTo(Cloud.AZURE);
        assertThat(event.format()).isEqualTo("azure.activity");
        assertThat(event.action()).isEqualToIgnoringCase(OPERATION);
        assertThat(event.service()).isEqualToIgnoringCase("Microsoft.Network");
        assertThat(event.time()).hasToString("2026-09-14T03:12:00.979277600Z");
        assertThat(event.account()).isEqualTo(SUBSCRIPTION);
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.errorCode()).isEmpty();
        assertThat(event.principal().name()).isEqualTo("mara.keel@harbour.example");
        assertThat(event.principal().kind()).isEqualTo("User");
        assertThat(event.principal().account()).isEqualTo(TENANT);
        assertThat(event.address()).isEqualTo("198.51.100.24");
        assertThat(event.resources()).singleElement().asString().isEqualToIgnoringCase(GROUP);
    }

    @Test
    void sameEventByThreeRoutes_hasOneName() {
        assertThat(shapes().map(json -> read(json).only().id()).distinct())
                .singleElement()
                .asString()
                .startsWith(CORRELATION + "/");
    }

    @Test
    void beginAndEndOfOneOperation_areTwoEvents() {
        assertThat(Stream.of("Started", "Accepted", "Succeeded", "Failed")
                        .map(status -> read(activity(OPERATION, status)).only().id())
                        .distinct())
                .hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_isRead_howeverItIsWrapped(String content) {
        AzureKit.Outcome outcome = read(content);

        assertThat(outcome.only().action()).isEqualToIgnoringCase(OPERATION);
        assertThat(outcome.formats()).containsExactly("azure.activity");
        assertThat(outcome.report().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Microsoft.Network/networkSecurityGroups/securityRules/write",
                "MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SECURITYRULES/WRITE",
                "microsoft.network/networksecuritygroups/securityrules/write",
                "microsoft.Network/NetworkSecurityGroups/SecurityRules/Write"
            })
    void operationNameInAnyCasing_isReachedByARule_inAllShapes(String operation) {
        List<LogEvent> events = Stream.of(
                        activity(operation, "Succeeded"), exported(operation, "Success"), row(operation, "Success"))
                .map(json -> read(json).only())
                .toList();
        String rules = """
                title: Rule of a security group written
                logsource: {product: azure, service: activitylogs}
                detection: {a: {operationName: MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SECURITYRULES/WRITE}, condition: a}
                ---
                title: The same, by its ending
                logsource: {product: azure, service: activitylogs}
                detection: {a: {operationName|endswith: /securityrules/write}, condition: a}
                ---
                title: The same, as for a table
                logsource: {product: azure, service: activitylogs}
                detection: {a: {OperationNameValue: Microsoft.Network/networkSecurityGroups/securityRules/write}, condition: a}
                ---
                title: Not this
                logsource: {product: azure, service: activitylogs}
                detection: {a: {operationName: Microsoft.Network/networkSecurityGroups/write}, condition: a}
                """;

        assertThat(matches(rules, LOGS, events)).containsExactly(3, 3, 3);
    }

    @ParameterizedTest
    @CsvSource({"Failed,Failure", "Failed,Failed"})
    void refusal_isAFailureWithItsCode(String status, String resultType) {
        for (String json : List.of(activity(OPERATION, status), exported(UPPER, resultType), row(UPPER, resultType))) {
            assertThat(read(json).only().outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(read(json).only().errorCode()).isEqualTo("Forbidden");
        }
    }

    @Test
    void begunOperation_isNeitherDoneNorRefused() {
        assertThat(read(activity(OPERATION, "Started")).only().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(read(exported(UPPER, "Start")).only().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void personWithASecondFactor_isToldByTheToken() {
        assertThat(read(activity(OPERATION, "Succeeded")).only().principal().mfa())
                .contains(true);
        assertThat(read(exported(UPPER, "Success")).only().principal().mfa()).contains(true);
        assertThat(read(activity(OPERATION, "Succeeded").replace("pwd,mfa", "pwd"))
                        .only()
                        .principal()
                        .mfa())
                .contains(false);
        assertThat(read(row(OPERATION, "Success")).only().principal().mfa()).isEmpty();
    }

    @Test
    void application_isToldFromAPerson() {
        String json = activity(OPERATION, "Succeeded")
                .replace("mara.keel@harbour.example", "0f0e0d0c-0000-4000-8000-111122223333")
                .replace("\"name\":\"Mara Keel\"", "\"idtyp\":\"app\"");

        assertThat(read(json).only().principal().kind()).isEqualTo("ServicePrincipal");
    }

    @Test
    void eventAboveSubscriptions_belongsToTheTenant() {
        String json = exported("MICROSOFT.AUTHORIZATION/ELEVATEACCESS/ACTION", "Success")
                .replace(GROUP.toUpperCase(Locale.ROOT), "/PROVIDERS/MICROSOFT.AUTHORIZATION");

        assertThat(read(json).only().account()).isEqualTo(TENANT);
    }

    @Test
    void subscriptionInTwoCasings_isOneAccount_andItsHoursAreCounted() {
        String later = exported(UPPER, "Success").replace("T03:12", "T06:12");
        AzureKit.Outcome outcome = read(activity(OPERATION, "Succeeded") + "\n" + later);

        assertThat(outcome.report().coverage().places()).containsExactly(new Place(SUBSCRIPTION, ""));
        assertThat(outcome.report().coverage().gaps(any -> true))
                .filteredOn(gap -> gap.kind() == Gap.Kind.NO_LOGS)
                .allSatisfy(gap -> {
                    assertThat(gap.place().account()).isEqualTo(SUBSCRIPTION);
                    assertThat(gap.from()).hasToString("2026-09-14T04:00:00Z");
                    assertThat(gap.to()).hasToString("2026-09-14T06:00:00Z");
                })
                .isNotEmpty();
    }

    @Test
    void logsOfSingleResources_areKnownAndPassedOver() {
        AzureKit.Outcome outcome = read("""
                {"records":[{"time":"2026-09-14T03:12:00Z","category":"AuditEvent","operationName":"SecretGet","resourceId":"/SUBSCRIPTIONS/A"},
                {"time":"2026-09-14T03:12:00Z","category":"NetworkSecurityGroupFlowEvent","resourceId":"/SUBSCRIPTIONS/A","properties":{}}]}
                """);

        assertThat(outcome.events()).isEmpty();
        assertThat(outcome.report().formats()).containsEntry("azure.resource-log", 2L);
        assertThat(outcome.report().problems()).isEmpty();
    }

    @Test
    void diagnosticSettingOfTheSubscription_removedAndMadeAnew_isATimeWithoutLogs() {
        String setting =
                "/subscriptions/" + SUBSCRIPTION + "/providers/microsoft.insights/diagnosticSettings/to-sentinel";
        String removed = activity("Microsoft.Insights/diagnosticSettings/delete", "Succeeded")
                .replace(GROUP, setting);
        String made = exported("MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/WRITE", "Success")
                .replace(
                        GROUP.toUpperCase(Locale.ROOT),
                        setting.toUpperCase(Locale.ROOT).replace("TO-SENTINEL", "to-sentinel"))
                .replace("T03:12", "T05:12");

        assertThat(read(removed + made).report().trailsOff()).singleElement().satisfies(off -> {
            assertThat(off.account()).isEqualTo(SUBSCRIPTION);
            assertThat(off.trail()).isEqualTo("to-sentinel");
            assertThat(off.from()).hasToString("2026-09-14T03:12:00.979277600Z");
            assertThat(off.to()).hasValueSatisfying(to -> assertThat(to).hasToString("2026-09-14T05:12:00.979277600Z"));
        });
    }

    @Test
    void diagnosticSettingOfOneResource_orARefusedRemoval_switchesNothingOff() {
        String ofVault = activity("Microsoft.Insights/diagnosticSettings/delete", "Succeeded")
                .replace(GROUP, GROUP + "/providers/microsoft.insights/diagnosticSettings/to-sentinel");
        String refused = activity("Microsoft.Insights/diagnosticSettings/delete", "Failed")
                .replace(
                        GROUP, "/subscriptions/" + SUBSCRIPTION + "/providers/microsoft.insights/diagnosticSettings/x");

        assertThat(read(ofVault + refused).report().trailsOff()).isEmpty();
    }

    @Test
    void recordWithFieldsOfOtherTypes_isReadAsFarAsItGoes() {
        AzureKit.Outcome outcome = read("""
                {"eventTimestamp":17,"operationName":["a",{"value":3}],"status":null,"claims":"none","caller":{"a":1},"resourceId":[]}
                {"time":{},"category":"administrative","operationName":{"value":{}},"resourceId":7,"identity":[[]],"tenantId":null}
                {"eventTimestamp":"soon","operationName":null,"resourceId":"/subscriptions/"}
                """);

        assertThat(outcome.events())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.time().getEpochSecond()).isZero());
        assertThat(outcome.report().problems()).containsEntry(Problem.NO_TIME, 3L);
    }
}
