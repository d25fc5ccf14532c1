package io.breakwater.detect.azure;

import static io.breakwater.detect.azure.AzureKit.TENANT;
import static io.breakwater.detect.azure.AzureKit.matches;
import static io.breakwater.detect.azure.AzureKit.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.sigma.rule.Logsource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Entra: audit, sign-ins, risks and PIM, from Microsoft Graph, from exports and from tables")
class EntraTest {
    private static final String ROLE = "{\"id\":\"role-1\",\"displayName\":\"Global Administrator\",\"type\":\"Role\"}";
    private static final String REQUEST = "{\"id\":\"request-1\",\"displayName\":null,\"type\":\"Request\"}";
    private static final String MEMBER =
            "{\"id\":\"user-1\",\"displayName\":\"Mara\",\"type\":\"User\",\"userPrincipalName\":\"mara@harbour.example\"}";
    private static final String SCOPE = "{\"id\":\"directory-1\",\"displayName\":\"Harbour\",\"type\":\"Directory\"}";
    private static final String SIGN_IN = """
            {"id":"signin-1","createdDateTime":"2026-09-14T03:12:00Z","userPrincipalName":"mara@harbour.example","userId":"user-1",\
            "appDisplayName":"Azure Portal","ipAddress":"198.51.100.24","clientAppUsed":"Browser","conditionalAccessStatus":"success",\
            "authenticationRequirement":"multiFactorAuthentication","resourceDisplayName":"Windows Azure Service Management API",\
            "userAgent":"Mozilla/5.0","status":{"errorCode":0,"failureReason":"Other."},"location":{"countryOrRegion":"NO"}}\
            """;

    private static String graph(String... targets) {
        return """
                {"id":"Directory_1","category":"RoleManagement","result":"success","resultReason":"INC-118 checkout is down",\
                "activityDisplayName":"Add member to role completed (PIM activation)","activityDateTime":"2026-09-14T03:12:00Z",\
                "loggedByService":"PIM","initiatedBy":{"app":null,"user":{"id":"user-1","userPrincipalName":"mara@harbour.example",\
                "ipAddress":"198.51.100.24"}},"targetResources":[%s],"additionalDetails":[{"key":"Justification","value":"INC-118"},\
                {"key":"User-Agent","value":"Mozilla/5.0"}]}\
                """.formatted(String.join(",", targets));
    }

    private static String exported(String category, String properties) {
        return """
                {"time":"2026-09-14T03:12:00Z","resourceId":"/tenants/%1$s/providers/Microsoft.aadiam","operationName":"x",\
                "category":"%2$s","tenantId":"%1$s","resultType":"0","properties":%3$s}\
                """.formatted(TENANT, category, properties);
    }

    private static String row(String graph, String table) {
        String capitals = graph.replace("\"activityDateTime\"", "\"TimeGenerated\"")
                .replace("\"createdDateTime\"", "\"TimeGenerated\"");
        for (String key : List.of(
                "id\":\"Directory_1",
                "id\":\"signin-1",
                "category\"",
                "result\"",
                "resultReason\"",
                "activityDisplayName\"",
                "loggedByService\"",
                "initiatedBy\"",
                "targetResources\"",
                "additionalDetails\"",
                "userPrincipalName\":\"mara@harbour.example\",\"userId",
                "userId\"",
                "appDisplayName\"",
                "clientAppUsed\"",
                "conditionalAccessStatus\"",
                "authenticationRequirement\"",
                "resourceDisplayName\"",
                "userAgent\"",
                "status\"",
                "location\"")) {
            capitals = capitals.replace("\"" + key, "\"" + Character.toUpperCase(key.charAt(0)) + key.substring(1));
        }
        return "{\"TenantId\":\"" + TENANT + "\",\"Type\":\"" + table + "\"," + capitals.substring(1);
    }

    static Stream<String> audits() {
        String graph = graph(ROLE, REQUEST, MEMBER, SCOPE);
        return Stream.of(graph, exported("AuditLogs", graph), row(graph, "AuditLogs"));
    }

    @ParameterizedTest
    @MethodSource("audits")
    void audit_isToldAlike_whateverShapeItIsIn(String json) {
        LogEvent event = read(json).only();

        assertThat(event.cloud()).isEqualTo(Cloud.ENTRA);
        assertThat(event.format()).isEqualTo("entra.audit");
        assertThat(event.id()).isEqualTo("Directory_1");
        assertThat(event.time()).hasToString("2026-09-14T03:12:00Z");
        assertThat(event.service()).isEqualTo("PIM");
        assertThat(event.action()).isEqualTo("Add member to role completed (PIM activation)");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.principal().id()).isEqualTo("user-1");
        assertThat(event.principal().name()).isEqualTo("mara@harbour.example");
        assertThat(event.address()).isEqualTo("198.51.100.24");
        assertThat(event.userAgent()).isEqualTo("Mozilla/5.0");
        assertThat(event.resources())
                .containsExactly("role-1", "user-1", "mara@harbour.example", "directory-1", "request-1");
    }

    @ParameterizedTest
    @MethodSource("audits")
    void auditOfAnyShape_isReachedByRules_whoeverNamedTheirFields(String json) {
        String rules = """
                title: As in Microsoft Graph
                logsource: {product: azure, service: auditlogs}
                detection: {a: {activityDisplayName: Add member to role completed (PIM activation), result: success}, condition: a}
                ---
                title: As in a table
                logsource: {product: azure, service: auditlogs}
                detection: {a: {OperationName: Add member to role completed (PIM activation), Category: RoleManagement}, condition: a}
                ---
                title: As older rules have it
                logsource: {product: azure, service: auditlogs}
                detection: {a: {properties.message: Add member to role completed (PIM activation), Status: Success}, condition: a}
                ---
                title: Not this
                logsource: {product: azure, service: auditlogs}
                detection: {a: {OperationName: Add member to role}, condition: a}
                """;

        assertThat(matches(rules, Logsource.of("azure", "auditlogs"), read(json).events()))
                .containsExactly(3);
    }

    @Test
    void pimDetails_areFoundByType_whereverTheyStand() {
        assertThat(read(graph(MEMBER, SCOPE, REQUEST, ROLE)).only().resources())
                .startsWith("role-1", "user-1", "mara@harbour.example", "directory-1");
    }

    @Test
    void pimDetails_withoutTypes_areReadByPosition() {
        String[] untyped = Stream.of(ROLE, REQUEST, MEMBER, SCOPE)
                .map(target -> target.replaceAll("\"type\":\"\\w+\"", "\"type\":\"Other\""))
                .toArray(String[]::new);

        assertThat(read(graph(untyped)).only().resources())
                .startsWith("role-1", "user-1", "mara@harbour.example", "directory-1");
        assertThat(read(graph(untyped[0])).only().resources()).containsExactly("role-1");
        assertThat(read(graph()).only().resources()).isEmpty();
    }

    @Test
    void changeByAnApplication_namesTheApplication() {
        String json = graph(ROLE)
                .replaceAll(
                        "\"initiatedBy\":.*?}}",
                        "\"initiatedBy\":{\"user\":null,\"app\":{\"displayName\":\"MS-PIM\",\"servicePrincipalId\":\"sp-1\"}}");

        assertThat(read(json).only().principal().kind()).isEqualTo("ServicePrincipal");
        assertThat(read(json).only().principal().id()).isEqualTo("sp-1");
        assertThat(read(json).only().principal().name()).isEqualTo("MS-PIM");
    }

    @Test
    void failedChange_saysWhy() {
        LogEvent event = read(graph(ROLE).replace("\"success\"", "\"failure\"")).only();

        assertThat(event.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(event.errorCode()).isEqualTo("INC-118 checkout is down");
    }

    static Stream<String> signIns() {
        return Stream.of(
                SIGN_IN,
                exported("SignInLogs", SIGN_IN),
                exported("NonInteractiveUserSignInLogs", SIGN_IN),
                row(SIGN_IN, "SigninLogs"));
    }

    @ParameterizedTest
    @MethodSource("signIns")
    void signIn_isToldAlike_whateverShapeItIsIn(String json) {
        LogEvent event = read(json).only();

        assertThat(event.format()).isEqualTo("entra.signin");
        assertThat(event.id()).isEqualTo("signin-1");
        assertThat(event.action()).isEqualTo("Sign-in activity");
        assertThat(event.service()).isEqualTo("Azure Portal");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.principal().name()).isEqualTo("mara@harbour.example");
        assertThat(event.principal().mfa()).contains(true);
        assertThat(event.address()).isEqualTo("198.51.100.24");
        assertThat(event.userAgent()).isEqualTo("Mozilla/5.0");
        assertThat(event.resources()).containsExactly("Windows Azure Service Management API");
    }

    @ParameterizedTest
    @MethodSource("signIns")
    void refusedSignInOfAnyShape_isReachedByARuleThatAsksForTheResult(String json) {
        String refused = json.replace("\"errorCode\":0", "\"errorCode\":53003")
                .replace("\"resultType\":\"0\"", "\"resultType\":\"53003\"");
        String rules = """
                title: Blocked by conditional access
                logsource: {product: azure, service: signinlogs}
                detection: {a: {ResultType: 53003, AuthenticationRequirement: multiFactorAuthentication}, condition: a}
                """;

        assertThat(matches(
                        rules,
                        Logsource.of("azure", "signinlogs"),
                        read(refused).events()))
                .containsExactly(1);
        assertThat(matches(
                        rules, Logsource.of("azure", "signinlogs"), read(json).events()))
                .containsExactly(0);
        assertThat(read(refused).only().outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(read(refused).only().errorCode()).isEqualTo("53003");
    }

    @Test
    void signInOfAServicePrincipal_namesIt() {
        LogEvent event = read(exported("ServicePrincipalSignInLogs", """
                {"id":"signin-2","createdDateTime":"2026-09-14T03:12:00Z","servicePrincipalId":"sp-1","servicePrincipalName":"deployer",\
                "ipAddress":"198.51.100.24","status":{"errorCode":7000215}}""")).only();

        assertThat(event.principal().kind()).isEqualTo("ServicePrincipal");
        assertThat(event.principal().name()).isEqualTo("deployer");
        assertThat(event.account()).isEqualTo(TENANT);
        assertThat(event.errorCode()).isEqualTo("7000215");
    }

    @Test
    void risk_tellsWhoIsAtRisk_andWhenItHappened() {
        String risk = """
                {"id":"risk-1","riskEventType":"leakedCredentials","riskState":"atRisk","riskLevel":"high","source":"IdentityProtection",\
                "activityDateTime":"2026-09-14T03:12:00Z","detectedDateTime":"2026-09-14T05:00:00Z","userId":"user-1",\
                "userPrincipalName":"mara@harbour.example","ipAddress":"198.51.100.24"}""";

        for (String json : List.of(risk, exported("UserRiskEvents", risk), "{\"value\":[" + risk + "]}")) {
            LogEvent event = read(json).only();
            assertThat(event.format()).isEqualTo("entra.risk");
            assertThat(event.action()).isEqualTo("leakedCredentials");
            assertThat(event.time()).hasToString("2026-09-14T03:12:00Z");
            assertThat(event.principal().name()).isEqualTo("mara@harbour.example");
            assertThat(event.outcome()).isEqualTo(Outcome.UNKNOWN);
        }
    }

    @Test
    void riskyUser_twice_isNoDuplicate_forItsIdIsTheUsers() {
        String user = """
                {"id":"user-1","riskState":"%s","riskLevel":"high","riskDetail":"none","riskLastUpdatedDateTime":"%s","userPrincipalName":"m@h.example"}
                """;
        AzureKit.Outcome outcome = read(user.formatted("atRisk", "2026-09-14T03:12:00Z")
                + user.formatted("remediated", "2026-09-14T04:12:00Z"));

        assertThat(outcome.events()).hasSize(2);
        assertThat(outcome.report().duplicates()).isZero();
    }

    @Test
    void pimRequest_tellsWhoAskedForWhichRole() {
        LogEvent event = read("""
                {"@odata.context":"x","id":"req-1","status":"Provisioned","createdDateTime":"2026-09-14T03:12:00Z","action":"selfActivate",\
                "principalId":"user-1","roleDefinitionId":"role-1","directoryScopeId":"/","justification":"INC-118",\
                "createdBy":{"user":{"displayName":null,"id":"user-1"}}}""").only();

        assertThat(event.format()).isEqualTo("entra.pim");
        assertThat(event.action()).isEqualTo("selfActivate");
        assertThat(event.principal().id()).isEqualTo("user-1");
        assertThat(event.resources()).containsExactly("role-1", "user-1", "/");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void pimRequestOfAzuresResources_belongsToTheSubscription() {
        LogEvent event = read("""
                {"id":"/subscriptions/AAAA/providers/Microsoft.Authorization/RoleAssignmentScheduleRequests/1","name":"1",\
                "type":"Microsoft.Authorization/RoleAssignmentScheduleRequests","properties":{"scope":"/subscriptions/AAAA",\
                "roleDefinitionId":"role-1","principalId":"user-1","requestType":"SelfActivate","status":"Denied",\
                "createdOn":"2026-09-14T03:12:00.9Z","requestorId":"user-1"}}""").only();

        assertThat(event.account()).isEqualTo("aaaa");
        assertThat(event.action()).isEqualTo("SelfActivate");
        assertThat(event.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(event.errorCode()).isEqualTo("Denied");
    }
}
