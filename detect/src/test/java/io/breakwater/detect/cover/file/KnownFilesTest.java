package io.breakwater.detect.cover.file;

import static io.breakwater.detect.cover.CoverPart.APPROVAL;
import static io.breakwater.detect.cover.CoverPart.GRANT;
import static io.breakwater.detect.cover.CoverPart.TICKET;
import static io.breakwater.detect.cover.file.CoverFileKit.awsEvent;
import static io.breakwater.detect.cover.file.CoverFileKit.azureEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.PartAnswer.State;
import io.breakwater.detect.cover.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownFilesTest {
    @TempDir
    Path folder;

    @Test
    void jiraTable_coversTheWorkInItsChangeWindow() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                Summary,Issue key,Issue Type,Status,Assignee,Reporter,Created,Updated,Custom field (Change start date),Custom field (Change completion date),Custom field (Approver),Custom field (Approved at)
                "Open port, ""443""
                for the checkout",OPS-17,Change,Done,alice@example.com,alice@example.com,01/Jul/26 2:50 AM,02/Jul/26 9:00 AM,01/Jul/26 3:00 AM,01/Jul/26 4:00 AM,bob@example.com,01/Jul/26 2:55 AM
                Another,OPS-18,Change,Cancelled,alice@example.com,alice@example.com,01/Jul/26 2:50 AM,02/Jul/26 9:00 AM,01/Jul/26 5:00 AM,01/Jul/26 6:00 AM,,
                """);
        assertThat(report.recognised()).isEqualTo("jira.csv");
        assertThat(report.problems()).isEmpty();
        assertThat(report.used()).isEqualTo(2);
        CoverAnswer inTime = kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice@example.com"));
        assertThat(inTime.part(TICKET).name()).contains("OPS-17");
        assertThat(inTime.part(APPROVAL).name()).contains("bob@example.com");
        assertThat(inTime.verdict()).isEqualTo(Verdict.PARTLY_COVERED);
        CoverAnswer cancelled = kit.judge(awsEvent("2026-07-01T05:20:00Z", "alice@example.com"));
        assertThat(cancelled.part(TICKET).why()).isEqualTo("OPS-18 does not fit: it was cancelled or refused");
        assertThat(cancelled.verdict()).isEqualTo(Verdict.UNCOVERED);
    }

    @Test
    void jiraSearchAnswer_isRead_withPagesOneAfterTheOther() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                {"startAt":0,"total":2,"issues":[{"key":"OPS-1","fields":{"created":"2026-07-01T02:50:00.000+0200",
                  "updated":"2026-07-02T02:50:00.000+0200","status":{"name":"Done"},
                  "assignee":{"emailAddress":"alice@example.com"},"reporter":{"emailAddress":"carol@example.com"}}}]}
                {"startAt":1,"total":2,"issues":[{"key":"OPS-2","fields":{"created":"2026-07-01T02:50:00.000+0200",
                  "resolution":{"name":"Won't Do"}}}]}
                """);
        assertThat(report.recognised()).isEqualTo("jira.json");
        assertThat(report.used()).isEqualTo(2);
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void serviceNowChanges_withDisplayValues_coverInUtc_andAnUnnamedApprovalStaysUnknown() throws IOException {
        CoverFileKit kit = CoverFileKit.inZone(folder, "Asia/Tokyo");
        CoverFileReport report = kit.read("""
                {"result":[{"number":{"display_value":"CHG0030001","value":"CHG0030001"},
                  "type":{"display_value":"Emergency","value":"emergency"},
                  "state":{"display_value":"Closed","value":"3"},
                  "approval":{"display_value":"Approved","value":"approved"},
                  "assigned_to":{"display_value":"Alice Smith","value":"46d44a5dc0a8010e0000c8a0d6a0e3c1"},
                  "start_date":{"display_value":"2026-07-01 12:00:00","value":"2026-07-01 03:00:00"},
                  "end_date":{"display_value":"2026-07-01 13:00:00","value":"2026-07-01 04:00:00"},
                  "sys_created_on":{"display_value":"","value":"2026-07-01 02:00:00"},
                  "sys_updated_on":{"display_value":"","value":"2026-07-02 02:00:00"}}]}
                """);
        assertThat(report.recognised()).isEqualTo("servicenow.json");
        CoverAnswer answer = kit.judge(awsEvent("2026-07-01T03:20:00Z", "Alice Smith"));
        assertThat(answer.part(TICKET).name()).contains("CHG0030001");
        assertThat(answer.part(APPROVAL).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void serviceNowApprovals_sayWhoApproved() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        kit.read("""
                number,short_description,type,state,approval,assigned_to,requested_by,start_date,end_date,sys_created_on,sys_updated_on
                CHG0030001,x,emergency,3,approved,alice,alice,2026-07-01 03:00:00,2026-07-01 04:00:00,2026-07-01 02:00:00,2026-07-02 02:00:00
                """);
        CoverFileReport approvals = kit.read("""
                "sysapproval","approver","state","sys_updated_on"
                "CHG0030001","bob","approved","2026-07-01 02:30:00"
                "CHG0030001","carol","requested","2026-07-01 02:30:00"
                """);
        assertThat(approvals.recognised()).isEqualTo("servicenow-approvals.csv");
        assertThat(approvals.setAside()).isEqualTo(1);
        CoverAnswer answer = kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice"));
        assertThat(answer.part(APPROVAL).name()).contains("bob");
    }

    @Test
    void graphRequest_coversTheActivation_andRefusedOnesAreSetAside() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                {"@odata.context":"…","value":[
                 {"id":"r-1","status":"Provisioned","action":"selfActivate","principalId":"p-1","roleDefinitionId":"d",
                  "createdDateTime":"2026-07-01T03:00:00.1234567Z","completedDateTime":"2026-07-01T03:00:09Z",
                  "approvalId":"r-1","createdBy":{"user":{"id":"p-1"}},
                  "scheduleInfo":{"startDateTime":"2026-07-01T03:00:10Z",
                    "expiration":{"type":"afterDuration","endDateTime":null,"duration":"PT1H"}},
                  "ticketInfo":{"ticketNumber":"CHG0030001","ticketSystem":"ServiceNow"}},
                 {"id":"r-2","status":"Denied","action":"selfActivate","principalId":"p-1","roleDefinitionId":"d",
                  "createdDateTime":"2026-07-01T06:00:00Z","scheduleInfo":{"startDateTime":"2026-07-01T06:00:00Z",
                    "expiration":{"type":"afterDuration","duration":"PT8H"}}}]}
                """);
        assertThat(report.recognised()).isEqualTo("pim-graph.json");
        assertThat(report.setAside()).isEqualTo(1);
        CoverAnswer active = kit.judge(azureEvent("2026-07-01T03:59:00Z", "p-1"));
        assertThat(active.part(GRANT).name()).contains("r-1");
        assertThat(active.part(TICKET).why())
                .isEqualTo("named by grant r-1; no source of tickets was given to check it");
        assertThat(active.part(APPROVAL).why()).contains("does not say who gave it");
        assertThat(kit.judge(azureEvent("2026-07-01T06:30:00Z", "p-1"))
                        .part(GRANT)
                        .found())
                .isFalse();
    }

    @Test
    void activationWithoutAnEnd_lastsADayAtMost_andAnAssignmentWithoutEndStands() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        kit.read("""
                [{"id":"r-1","status":"Provisioned","action":"selfActivate","principalId":"p-1","roleDefinitionId":"d",
                  "createdDateTime":"2026-07-01T03:00:00Z","scheduleInfo":{"startDateTime":"2026-07-01T03:00:00Z"}},
                 {"id":"r-2","status":"Provisioned","action":"adminAssign","principalId":"p-2","roleDefinitionId":"d",
                  "createdDateTime":"2026-07-09T03:00:00Z","scheduleInfo":{"startDateTime":"2026-07-01T03:00:00Z",
                   "expiration":{"type":"noExpiration"}}}]
                """);
        assertThat(kit.judge(azureEvent("2026-07-02T02:59:00Z", "p-1"))
                        .part(GRANT)
                        .found())
                .isTrue();
        assertThat(kit.judge(azureEvent("2026-07-02T03:09:00Z", "p-1"))
                        .part(GRANT)
                        .state())
                .isEqualTo(State.MISSING);
        assertThat(kit.judge(azureEvent("2026-09-02T03:09:00Z", "p-2"))
                        .part(GRANT)
                        .why())
                .contains("without an end");
    }

    @Test
    void azureResourceActivation_coversItsScopeOnly() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                {"value":[{"name":"r-1","properties":{"principalId":"p-1","roleDefinitionId":"x","requestType":"SelfActivate",
                  "status":"Provisioned","scope":"/subscriptions/DFA2A084-766f-4003-8ae1-c4aeb893a99f",
                  "createdOn":"2026-07-01T03:00:00Z","requestorId":"p-1",
                  "scheduleInfo":{"startDateTime":"2026-07-01T03:00:00Z","expiration":{"duration":"PT8H"}},
                  "expandedProperties":{"principal":{"id":"p-1","email":"alice@example.com"}}}}]}
                """);
        assertThat(report.recognised()).isEqualTo("pim-azure.json");
        assertThat(kit.judge(azureEvent("2026-07-01T03:20:00Z", "ALICE@example.com"))
                        .part(GRANT)
                        .found())
                .isTrue();
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice@example.com"))
                        .part(GRANT)
                        .found())
                .isFalse();
    }

    @Test
    void pimTableOfThePortal_isRead_underOldNamesOfItsColumns() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                Time,Requestor,Action,Member,Role,Reasoning,Expiration,Ticket number
                2026-07-01 03:00:00,alice@example.com,Activate,alice@example.com,Owner,checkout down,2026-07-01 04:00:00,CHG-1
                2026-07-01 03:50:00,alice@example.com,Deactivate,alice@example.com,Owner,,,
                """);
        assertThat(report.recognised()).isEqualTo("pim.csv");
        assertThat(report.setAside()).isEqualTo(1);
        assertThat(kit.judge(azureEvent("2026-07-01T03:20:00Z", "alice@example.com"))
                        .part(GRANT)
                        .found())
                .isTrue();
    }

    @Test
    void pimTableOfAResource_namesTheRoleAsTheTarget_andWhoGotItAsTheSubject() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                Time,Requestor,Action,Resource name,Scope,Primary target,Subject,Subject type,Status
                2026-07-01 03:00:00,alice@example.com,Add member to role completed (PIM activation),Prod,,\
                owner@example.com,alice@example.com,User,Succeeded
                """);
        assertThat(report.recognised()).isEqualTo("pim.csv");
        assertThat(grant(kit, "alice@example.com").found()).isTrue();
        assertThat(grant(kit, "owner@example.com").found()).isFalse();
    }

    private static PartAnswer grant(CoverFileKit kit, String who) {
        return kit.judge(azureEvent("2026-07-01T03:20:00Z", who)).part(GRANT);
    }

    @Test
    void auditLogOfThePortal_givesActivationsAsGrants_andWhoApprovedThem() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                Date (UTC),CorrelationId,Service,Category,Activity,Result,ActorObjectId,ActorUserPrincipalName,Target1Type,\
                Target1DisplayName,Target3UserPrincipalName,AdditionalDetail1Key,AdditionalDetail1Value,\
                AdditionalDetail2Key,AdditionalDetail2Value
                2026-07-01T02:58:00Z,c-1,PIM,RoleManagement,Add member to role requested (PIM activation),success,u-1,\
                alice@example.com,Role,Owner,alice@example.com,,,,
                2026-07-01T02:59:00Z,c-1,PIM,RoleManagement,Add member to role request approved (PIM activation),success,\
                u-2,bob@example.com,Role,Owner,alice@example.com,,,,
                2026-07-01T03:00:00Z,c-1,PIM,RoleManagement,Add member to role completed (PIM activation),success,u-1,\
                alice@example.com,Role,Owner,alice@example.com,TicketNumber,CHG-1,ExpirationTime,2026-07-01T04:00:00Z
                2026-07-01T04:00:00Z,c-9,PIM,RoleManagement,Remove member from role (PIM activation expired),success,u-1,\
                ,Role,Owner,alice@example.com,,,,
                2026-07-01T03:00:00Z,c-8,PIM,RoleManagement,Add member to role completed (PIM activation),failure,u-3,\
                mallory@example.com,Role,Owner,mallory@example.com,ExpirationTime,2026-07-01T04:00:00Z,,
                """);
        assertThat(report.recognised()).isEqualTo("entra-audit.csv");
        assertThat(report.used()).isEqualTo(2);
        assertThat(report.setAside()).isEqualTo(3);
        assertThat(grant(kit, "mallory@example.com").found())
                .as("an activation that failed")
                .isFalse();
        CoverAnswer during = kit.judge(azureEvent("2026-07-01T03:20:00Z", "alice@example.com"));
        assertThat(during.part(GRANT).found()).isTrue();
        assertThat(during.part(APPROVAL).why()).startsWith("approval of grant c-1 by bob@example.com");
        assertThat(during.part(TICKET).name()).contains("CHG-1");
        CoverAnswer after = kit.judge(azureEvent("2026-07-01T05:20:00Z", "alice@example.com"));
        assertThat(after.part(GRANT).found()).isFalse();
    }

    @Test
    void mappingOfOnesOwn_underTheNameOfAKnownOne_standsAlone() throws Exception {
        CoverFileKit kit = CoverFileKit.in(folder).withMapping("""
                mapping: entra-audit.csv
                row: grant
                recognise: [Date (UTC), CorrelationId]
                timezone: UTC
                fields: {who: ActorUserPrincipalName, from: Date (UTC)}
                only: {Activity: [Elevated]}
                """);
        CoverFileReport report = kit.read("""
                Date (UTC),CorrelationId,Service,Activity,Result,ActorUserPrincipalName
                2026-07-01T03:00:00Z,c-1,PIM,Add member to role completed (PIM activation),success,alice@example.com
                """);
        assertThat(report.setAside()).isEqualTo(1);
        assertThat(grant(kit, "alice@example.com").found()).isFalse();
    }

    @Test
    void auditLogOfGraph_givesActivationsAsGrants_untilTheyExpire() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                {"value":[{"activityDisplayName":"Add member to role completed (PIM activation)","loggedByService":"PIM",
                 "activityDateTime":"2026-07-01T03:00:00Z","correlationId":"c-1","result":"success",
                 "initiatedBy":{"user":{"id":"u-1","userPrincipalName":"alice@example.com"}},
                 "additionalDetails":[{"key":"ExpirationTime","value":"2026-07-01T03:10:00Z"}]},
                 {"activityDisplayName":"Add member to role completed (PIM activation)","loggedByService":"PIM",
                 "activityDateTime":"2026-07-01T03:00:00Z","correlationId":"c-2","result":"failure",
                 "initiatedBy":{"user":{"id":"u-3","userPrincipalName":"mallory@example.com"}}}]}
                """);
        assertThat(report.recognised()).isEqualTo("entra-audit.json");
        assertThat(kit.judge(azureEvent("2026-07-01T03:05:00Z", "alice@example.com"))
                        .part(GRANT)
                        .found())
                .isTrue();
        assertThat(grant(kit, "alice@example.com").found()).isFalse();
        assertThat(grant(kit, "mallory@example.com").found())
                .as("an activation that failed")
                .isFalse();
    }

    @Test
    void namesThatNobodySignsInWith_areTold_withWhatToDo() throws IOException {
        CoverFileReport report = CoverFileKit.in(folder).read("""
                Issue key,Created,Assignee
                OPS-1,2026-07-01T03:00:00Z,Alice Smith
                OPS-2,2026-07-01T03:00:00Z,bob@example.com
                """);
        assertThat(report.notes()).anyMatch(note -> note.startsWith("1 name is no sign-in name, such as Alice Smith"));
    }

    @Test
    void identityCenterAssignment_coversItsAccountThroughItsPermissionSet_andNamesComeFromTheUserList()
            throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                {"AccountAssignments":[{"AccountId":"111122223333","PermissionSetArn":"arn:aws:sso:::permissionSet/i/p",
                  "PermissionSetName":"Admin","PrincipalId":"906-1","PrincipalType":"USER"}]}
                """);
        CoverFileReport users = kit.read("""
                {"Users":[{"IdentityStoreId":"d-1","UserId":"906-1","UserName":"alice",
                  "Emails":[{"Value":"alice@example.com","Primary":true}]}]}
                """);
        assertThat(report.recognised()).isEqualTo("identity-center.json");
        assertThat(users.recognised()).isEqualTo("identity-store.json");
        CoverAnswer answer = kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice@example.com"));
        assertThat(answer.part(GRANT).why()).contains("without a time window");
        assertThat(answer.verdict()).isEqualTo(Verdict.PARTLY_COVERED);
    }

    @Test
    void assignmentOfAGroup_leavesItUnknown_sinceItsMembersAreNotSaid() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("""
                AccountId,PermissionSetName,PrincipalType,PrincipalName
                111122223333,Admin,GROUP,Cloud Admins
                """);
        assertThat(report.notes()).as("a group is nobody's name").noneMatch(note -> note.contains("Cloud Admins"));
        CoverAnswer answer = kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice@example.com"));
        assertThat(answer.part(GRANT).state()).isEqualTo(State.UNKNOWN);
        assertThat(answer.part(GRANT).why()).endsWith("its source does not say who holds it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-06-01T00:00:00Z", "2026-07-03T00:00:00Z"})
    void eventOutsideOfTheExportsRecords_isUnknown(String time) throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        kit.read("""
                Issue key,Created,Updated
                OPS-1,2026-07-01 00:00,2026-07-01 00:00
                OPS-2,2026-07-02 00:00,2026-07-02 00:00
                """);
        assertThat(kit.judge(awsEvent(time, "alice")).part(TICKET).state()).isEqualTo(State.UNKNOWN);
        assertThat(kit.judge(awsEvent("2026-07-01T12:00:00Z", "alice"))
                        .part(TICKET)
                        .state())
                .isEqualTo(State.MISSING);
    }
}
