package io.breakwater.detect.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.azure.AzureKit.Outcome;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.Logsource;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people download by hand: the portals' CSV, and rows of Log Analytics whose objects came as texts. */
class PortalExportsTest {
    private static final RuleSet SHIPPED = RulePack.shipped().read();

    private static final String SIGN_INS = """
            Date (UTC),Request ID,User agent,Correlation ID,User ID,User,Username,User type,Incoming token type,Application,\
            Application ID ,Resource,Resource ID ,Resource tenant ID,Home tenant ID,IP address,Location,Status,Sign-in error code,\
            Failure reason,Client app,Device ID,Browser,Operating System,Compliant,Managed,Join Type,Authentication requirement,\
            Incoming token type,Conditional Access
            2026-07-01T03:19:41Z,req-1,Mozilla/5.0,cor-1,u-1,Break Glass,breakglass1@harbour.example,Member,none,Azure Portal,\
            c44b4083,Windows Azure Service Management API,797f4846,t-1,t-1,203.0.113.7,"Berlin, Berlin, DE",Success,,Other.,\
            Browser,,Chrome,Windows10,No,false,,Single-factor authentication,none,Not applied
            2026-07-01T03:20:41Z,req-2,Mozilla/5.0,cor-2,u-1,Break Glass,breakglass1@harbour.example,Member,none,Azure Portal,\
            c44b4083,,,t-1,t-1,203.0.113.7,,Failure,50126,Invalid username or password,Browser,,,,,,,,none,
            """;

    private static final String AUDIT = """
            Date (UTC),CorrelationId,Service,Category,Activity,Result,ResultReason,User Agent,ActorType,ActorDisplayName,\
            ActorObjectId,ActorUserPrincipalName,IPAddress,ActorServicePrincipalId,Target1Type,Target1DisplayName,\
            Target1ObjectId,Target1UserPrincipalName,Target1ModifiedProperty1Name,Target1ModifiedProperty1OldValue,\
            Target1ModifiedProperty1NewValue,Target2Type,Target2DisplayName,Target2ObjectId,AdditionalDetail1Key,\
            AdditionalDetail1Value
            2026-07-01T03:21:00Z,cor-7,Core Directory,RoleManagement,Add member to role,success,,Mozilla,User,Mara,u-1,\
            mara@harbour.example,203.0.113.7,,User,Otto,u-2,otto@harbour.example,Role.DisplayName,,\
            ""\"Global Administrator""\",Role,,r-1,RoleId,r-1
            2026-07-01T03:22:00Z,cor-8,Core Directory,ApplicationManagement,Update application,failure,no,,Application,Sync,\
            ,,,sp-1,Application,Shop,a-1,,,,,,,,,
            """;

    private static final String ACTIVITY = """
            Correlation id,Operation name,Status,Event category,Level,Time,Subscription,Event initiated by,Resource type,\
            Resource group,Resource
            cor-1,Create or Update Security Rule,Succeeded,Administrative,Informational,2026-07-01T03:20:11.512Z,\
            aaaabbbb-0000-4000-8000-111122223333,mara@harbour.example,Microsoft.Network/networkSecurityGroups/securityRules,\
            prod,/subscriptions/aaaabbbb-0000-4000-8000-111122223333/resourceGroups/prod/providers/Microsoft.Network/\
            networkSecurityGroups/front/securityRules/ssh
            """;

    private static List<String> matched(LogEvent event, Logsource logs) {
        return Plan.of(SHIPPED).matcher(logs).match(event.raw().record()).stream()
                .mapToObj(SHIPPED::info)
                .map(RuleInfo::handle)
                .toList();
    }

    @Test
    void signInsFromThePortal_areSignIns_successIsTheCodeZero() {
        Outcome read = AzureKit.read(SIGN_INS);
        assertThat(read.formats()).containsExactly("entra.signin");
        assertThat(read.events())
                .extracting(
                        LogEvent::id,
                        LogEvent::errorCode,
                        LogEvent::address,
                        event -> event.principal().name())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("req-1", "", "203.0.113.7", "breakglass1@harbour.example"),
                        org.assertj.core.groups.Tuple.tuple(
                                "req-2", "50126", "203.0.113.7", "breakglass1@harbour.example"));
        assertThat(read.events().get(0).principal().mfa()).isEqualTo(Optional.of(false));
    }

    @Test
    void signInsFromThePortal_areReachedByTheShippedRules() {
        LogEvent event = AzureKit.read(SIGN_INS).events().get(0);
        assertThat(matched(event, Logsource.of("azure", "signinlogs")))
                .contains("entra-break-glass-signed-in", "entra-admin-tool-without-conditional-access");
    }

    @Test
    void rowFromThePortal_isKeptAsItWasDownloaded_besideWhatItWasTakenFor() {
        String raw = AzureKit.read(SIGN_INS).events().get(0).raw().json();
        assertThat(raw)
                .contains("\"exported\":{\"Date (UTC)\":\"2026-07-01T03:19:41Z\"")
                .contains("\"Application ID \":\"c44b4083\"")
                .contains("\"conditionalAccessStatus\":\"notApplied\"")
                .contains("\"location\":{\"city\":\"Berlin\",\"state\":\"Berlin\",\"countryOrRegion\":\"DE\"}");
    }

    @Test
    void auditFromThePortal_tellsWhoDidWhatToWhom() {
        List<LogEvent> events = AzureKit.read(AUDIT).events();
        assertThat(events).hasSize(2);
        assertThat(events.get(0).action()).isEqualTo("Add member to role");
        assertThat(events.get(0).time()).isEqualTo(Instant.parse("2026-07-01T03:21:00Z"));
        assertThat(events.get(0).principal().name()).isEqualTo("mara@harbour.example");
        assertThat(events.get(0).resources()).contains("u-2", "otto@harbour.example", "r-1");
        assertThat(events.get(1).principal().kind()).isEqualTo("ServicePrincipal");
        assertThat(events.get(1).principal().name()).isEqualTo("Sync");
        assertThat(matched(events.get(0), Logsource.of("azure", "auditlogs")))
                .contains("entra-tenant-administrator-added");
    }

    @Test
    void sameRowInTwoDownloads_isOneEvent_andTwoRowsOfOneCorrelationAreTwo() {
        String both = AUDIT + AUDIT.lines().skip(1).collect(Collectors.joining("\n"));
        Map<String, Long> ids = AzureKit.read(both).events().stream()
                .collect(Collectors.groupingBy(LogEvent::id, Collectors.counting()));
        assertThat(ids.values()).containsExactly(2L, 2L);
        String twice = AUDIT.replace("cor-8", "cor-7");
        assertThat(AzureKit.read(twice).events().stream().map(LogEvent::id)).doesNotHaveDuplicates();
    }

    @Test
    void activityFromThePortal_isReachedByTheShippedRules_thoughItHasNoOperationId() {
        LogEvent event = AzureKit.read(ACTIVITY).only();
        assertThat(event.action()).isEqualTo("Microsoft.Network/networkSecurityGroups/securityRules/write");
        assertThat(event.account()).isEqualTo("aaaabbbb-0000-4000-8000-111122223333");
        assertThat(event.principal().name()).isEqualTo("mara@harbour.example");
        assertThat(event.raw().json()).contains("\"Operation name\":\"Create or Update Security Rule\"");
        assertThat(matched(event, Logsource.of("azure", "activitylogs"))).contains("azure-nsg-changed");
    }

    @ParameterizedTest
    @CsvSource({
        "Create role assignment,Microsoft.Authorization/roleAssignments,Microsoft.Authorization/roleAssignments/write",
        "Delete Network Watcher,Microsoft.Network/networkWatchers,Microsoft.Network/networkWatchers/delete",
        "List Storage Account Keys,Microsoft.Storage/storageAccounts,Microsoft.Storage/storageAccounts/listKeys/action",
        "Run Command on Virtual Machine,Microsoft.Compute/virtualMachines,"
                + "Microsoft.Compute/virtualMachines/runCommand/action",
        "Deallocate Virtual Machine,Microsoft.Compute/virtualMachines,"
                + "Microsoft.Compute/virtualMachines/deallocate/action",
        "Microsoft.X/y/write,Microsoft.X/y,Microsoft.X/y/write",
        "Service health,Microsoft.X/y,Service health"
    })
    void operation_isWorkedOutFromItsWords_orLeftAsItIs(String words, String type, String operation) {
        assertThat(PortalActivity.operation(words, type)).isEqualTo(operation);
    }

    @Test
    void resourceFromThePortal_isAnId_onlyWhereTheRowSaysAllThatOneIsMadeOf() {
        String head = "Correlation id,Operation name,Status,Time,Subscription,Resource type,Resource group,Resource\n";
        String row = "c,Delete Network Watcher,Succeeded,2026-07-01T03:20:11Z,s-1,%s,prod,watcher\n";
        assertThat(AzureKit.read(head + row.formatted("Microsoft.Network/networkWatchers"))
                        .only()
                        .resources())
                .containsExactly(
                        "/subscriptions/s-1/resourceGroups/prod/providers/Microsoft.Network/networkWatchers/watcher");
        assertThat(AzureKit.read(head + row.formatted("")).only().resources()).containsExactly("watcher");
    }

    @Test
    void columnsWithoutNumberOrEnd_areNoReasonToFail() {
        String columns = Stream.iterate(1, i -> i + 1)
                .limit(2_000)
                .map(i -> "Target" + i + "Type")
                .collect(Collectors.joining(","));
        String csv = "Date (UTC),CorrelationId,Service,Activity," + columns + ",TargetXType,Target99999999999Type\n"
                + "2026-07-01T03:21:00Z,c,PIM,x," + "Role,".repeat(2_000) + "a,b\n";
        assertThat(AzureKit.read(csv).events()).hasSize(1);
    }

    @Test
    void objectsOfLogAnalyticsThatCameAsText_areReachedAsObjects() {
        LogEvent event = AzureKit.read("""
                {"TimeGenerated":"2026-07-01T03:21:00Z","OperationName":"Add member to role","ActivityDisplayName":"Add member to role",\
                "Result":"success","Id":"a-1","Type":"AuditLogs","LoggedByService":"Core Directory",\
                "InitiatedBy":"{\\"user\\":{\\"id\\":\\"u-1\\",\\"userPrincipalName\\":\\"mara@harbour.example\\"}}",\
                "TargetResources":"[{\\"id\\":\\"u-2\\",\\"type\\":\\"User\\",\\"userPrincipalName\\":\\"otto@harbour.example\\"}]",\
                "AdditionalDetails":"[{\\"key\\":\\"cut off in the mid"}
                """).only();
        assertThat(event.principal().name()).isEqualTo("mara@harbour.example");
        assertThat(event.resources()).containsExactly("u-2", "otto@harbour.example");
        assertThat(event.raw().json()).contains("\"AdditionalDetails\":\"[{\\\"key\\\":\\\"cut off");
    }

    @Test
    void csvOfLogAnalytics_isReadWithItsAmericanTimes() {
        LogEvent event = AzureKit.read("""
                "TimeGenerated [UTC]",OperationNameValue,ActivityStatusValue,Caller,CallerIpAddress,SubscriptionId,_ResourceId,\
                CorrelationId,Type,"Claims_d"
                "7/1/2026, 3:21:05.120 PM","MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE",Success,mara@harbour.example,\
                203.0.113.7,aaaabbbb-0000-4000-8000-111122223333,/subscriptions/x,c-1,AzureActivity,\
                "{""http://schemas.microsoft.com/claims/authnmethodsreferences"":""pwd,mfa""}"
                """).only();
        assertThat(event.time()).isEqualTo(Instant.parse("2026-07-01T15:21:05.120Z"));
        assertThat(event.principal().name()).isEqualTo("mara@harbour.example");
        assertThat(event.principal().mfa()).contains(true);
        assertThat(matched(event, Logsource.of("azure", "activitylogs"))).contains("azure-role-assigned");
    }
}
