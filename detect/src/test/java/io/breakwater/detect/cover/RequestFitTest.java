package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.Fit.State;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFitTest {
    private static final String GROUP_1 = "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1";
    private static final String INSTANCE_1 = "arn:aws:ec2:eu-west-1:111122223333:instance/i-1";

    /** A call in account 111122223333 and eu-west-1, of which the log names no resources. */
    private static LogEvent call(String action, String request) {
        int dot = action.indexOf(' ');
        return call(action.substring(0, dot), action.substring(dot + 1), Act.byAlice(), "eu-west-1", request);
    }

    private static LogEvent call(String service, String action, Act act, String region, String request) {
        LogEvent any = act.on().event();
        String json = "{\"requestParameters\":" + request.replace('\'', '"') + "}";
        return new LogEvent(
                any.cloud(),
                any.format(),
                any.id(),
                any.time(),
                service + ".amazonaws.com",
                action,
                any.account(),
                region,
                any.outcome(),
                any.errorCode(),
                any.principal(),
                any.address(),
                any.userAgent(),
                any.resources(),
                any.delivered(),
                any.where(),
                RawRecord.of(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static Scope limitedTo(String... limits) {
        return new Scope(
                Set.of(), Set.of(), Stream.of(limits).map(ResourcePattern::of).toList(), Set.of());
    }

    private static Fit fit(LogEvent event, String... limits) {
        return limitedTo(limits).fits(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ec2 AuthorizeSecurityGroupIngress | {'groupId':'sg-1'} | security-group/sg-1",
                "ec2 AuthorizeSecurityGroupIngress | {'groupId':'sg-1'} | security-group/sg-*",
                "ec2 AuthorizeSecurityGroupIngress | {'groupId':'sg-1'} | *",
                "ec2 GetPasswordData | {'instanceId':'i-1'} | instance/i-1",
                "ec2 DeleteFlowLogs | {'DeleteFlowLogsRequest':{'FlowLogId':{'tag':1,'content':'fl-1'}}}"
                        + " | vpc-flow-log/fl-1"
            })
    void idThatTheRequestNames_isInsideOfAnArnThatAllowsIt(String call, String request, String limit) {
        assertThat(fit(call(call, request), "arn:aws:ec2:eu-west-1:111122223333:" + limit))
                .isEqualTo(Fit.YES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rds ModifyDBInstance | {'dBInstanceIdentifier':'prod'} | arn:aws:rds:eu-west-1:111122223333:db:prod",
                "s3 PutBucketPolicy | {'bucketName':'logs'} | arn:aws:s3:::logs",
                "iam AttachRolePolicy | {'roleName':'Ops','policyArn':'arn:aws:iam::aws:policy/Any'}"
                        + " | arn:aws:iam::111122223333:role/Ops",
                "iam AttachRolePolicy | {'roleName':'Ops'} | arn:aws:iam::111122223333:role/a/path/ops",
                "iam AttachRolePolicy | {'roleName':'Ops'} | arn:aws:iam::111122223333:role/*",
                "iam CreateAccessKey | {'userName':'eve'} | arn:aws:iam::111122223333:user/*",
                "lambda AddPermission20150331v2 | {'functionName':'f'} | arn:aws:lambda:*:111122223333:function:f",
                "kms DisableKey | {'keyId':'1234-ab'} | arn:aws:kms:eu-west-1:111122223333:key/1234-ab",
                "monitoring DeleteAlarms | {'alarmNames':['a','b']} | arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*"
            })
    void nameThatTheRequestGives_isInside_whateverTheServicesWordForIt(String call, String request, String limit) {
        assertThat(fit(call(call, request), limit)).isEqualTo(Fit.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:ec2:eu-west-1:111122223333:snapshot/snap-1",
                "arn:aws:ec2:eu-west-1::snapshot/snap-1",
                "snap-1",
                "snap-*"
            })
    void snapshot_isMeantWithItsOwner_without_andByItsIdAlone(String limit) {
        LogEvent event = call("ec2 ModifySnapshotAttribute", "{'snapshotId':'snap-1'}");
        assertThat(fit(event, limit)).isEqualTo(Fit.YES);
    }

    @Test
    void onlyTheIdDiffers_isOutside_asIfTheLogNamedTheResource() {
        LogEvent event = call("ec2 AuthorizeSecurityGroupIngress", "{'groupId':'sg-2'}");
        assertThat(fit(event, GROUP_1))
                .isEqualTo(Fit.no("it is for [" + GROUP_1 + "], not sg-2 that the request names"));
        assertThat(fit(event, INSTANCE_1, "arn:aws:ec2:*:*:security-group/sg-1*")
                        .state())
                .isEqualTo(State.NO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rds DeleteDBInstance | {'dBInstanceIdentifier':'other'} | arn:aws:rds:eu-west-1:111122223333:db:prod",
                "s3 PutBucketPolicy | {'bucketName':'other'} | arn:aws:s3:::logs",
                "s3 PutBucketPolicy | {'bucketName':'other'} | arn:aws:s3:::logs*",
                "ec2 DeleteSnapshot | {'snapshotId':'snap-2'} | arn:aws:ec2:eu-west-1::snapshot/snap-1",
                "lambda DeleteFunction20150331 | {'functionName':'g'}"
                        + " | arn:aws:lambda:eu-west-1:111122223333:function:f",
                "kms DisableKey | {'keyId':'arn:aws:kms:eu-west-1:111122223333:key/2'}"
                        + " | arn:aws:kms:eu-west-1:111122223333:key/1"
            })
    void anotherIdOfTheSameKind_isOutside(String call, String request, String limit) {
        assertThat(fit(call(call, request), limit).state()).isEqualTo(State.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:ec2:eu-west-1:444455556666:security-group/sg-1",
                "arn:aws:ec2:eu-west-1:444455556666:security-group/sg-2",
                "arn:aws:ec2:us-east-1:111122223333:security-group/sg-1",
                "arn:aws:ec2:us-east-1:111122223333:security-group/sg-2",
                "arn:aws:ec2:us-*:111122223333:security-group/sg-2",
                "arn:aws:ec2:::security-group/sg-1",
                "arn:aws-cn:ec2:eu-west-1:111122223333:security-group/sg-1",
                "arn:aws:rds:eu-west-1:111122223333:security-group/sg-2",
                "arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
                "arn:aws:ec2:eu-west-1:111122223333:*/i-1",
                "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1/rule",
                "arn:aws:ec2:*security-group/sg-2",
                "arn:aws:ec2:us-east-1",
                "arn:aws:s3:::sg-1",
                "/subscriptions/sg-1",
                "sg-2",
                "web"
            })
    void idOfAnotherAccountRegionServiceOrKind_staysUnknown_andIsNamed(String limit) {
        Fit fit = fit(call("ec2 AuthorizeSecurityGroupIngress", "{'groupId':'sg-1'}"), limit);
        assertThat(fit)
                .isEqualTo(Fit.unknown("it is for [" + limit
                        + "], and the request names sg-1, which is not known to be inside or outside of that"));
    }

    @Test
    void eventOfAnotherAccountOrRegion_isNotTheSameId_whateverItsName() {
        Act elsewhere = Act.byAlice().in("444455556666");
        String request = "{'dBInstanceIdentifier':'prod'}";
        String limit = "arn:aws:rds:eu-west-1:111122223333:db:prod";
        assertThat(fit(call("rds", "StopDBInstance", elsewhere, "eu-west-1", request), limit)
                        .state())
                .isEqualTo(State.UNKNOWN);
        assertThat(fit(call("rds", "StopDBInstance", Act.byAlice(), "us-east-1", request), limit)
                        .state())
                .isEqualTo(State.UNKNOWN);
        assertThat(fit(call("rds", "StopDBInstance", Act.byAlice(), "", request), limit)
                        .state())
                .isEqualTo(State.UNKNOWN);
        assertThat(fit(call("rds", "StopDBInstance", Act.byAlice().in(""), "eu-west-1", request), limit)
                        .state())
                .isEqualTo(State.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"'', 111122223333", "eu-west-1, ''"})
    void idOfWhichTheLogDoesNotSayWhereItIs_isNotInside_evenWhereEveryPlaceIsAllowed(String region, String account) {
        LogEvent event =
                call("rds", "StopDBInstance", Act.byAlice().in(account), region, "{'dBInstanceIdentifier':'prod'}");
        assertThat(fit(event, "arn:aws:rds:*:*:db:prod").state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void allThatIsNamed_hasToBeInside() {
        String both = "{'instancesSet':{'items':[{'instanceId':'i-1'},{'instanceId':'i-2'}]}}";
        LogEvent event = call("ec2 StopInstances", both);
        assertThat(fit(event, INSTANCE_1, INSTANCE_1.replace("i-1", "i-2"))).isEqualTo(Fit.YES);
        assertThat(fit(event, INSTANCE_1).why()).contains("not i-2 that the request names");
        assertThat(fit(event, INSTANCE_1).state()).isEqualTo(State.NO);
        assertThat(fit(event, INSTANCE_1, "web").state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void twoKindsOfResources_bothCount_andTheOneThatIsOutsideDecides() {
        String volume = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1";
        LogEvent attach = call("ec2 AttachVolume", "{'volumeId':'vol-1','instanceId':'i-1'}");
        assertThat(fit(attach, volume, INSTANCE_1)).isEqualTo(Fit.YES);
        assertThat(fit(attach, volume).why()).contains("the request names i-1,");
        LogEvent elsewhere = call("ec2 AttachVolume", "{'volumeId':'vol-2','instanceId':'i-1'}");
        assertThat(fit(elsewhere, INSTANCE_1, volume).state()).isEqualTo(State.NO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ec2 AttachVolume | {'instanceId':'i-1'} | i-1 and more",
                "ec2 ModifyInstanceAttribute | {'instanceId':'i-1','groupSet':{'items':[{'groupId':'sg-9'}]}} | sg-9",
                "ec2 StopInstances | {'instancesSet':{'items':[{'instanceId':'i-1'},{'instanceId':7}]}} | i-1 and more",
                "ec2 StopInstances | {'instancesSet':{'items':[{'instanceId':'i-1'},{'instanceId':''}]}} | i-1 and more"
            })
    void requestThatNamesMore_isNotInside(String call, String request, String named) {
        Fit fit = fit(call(call, request), INSTANCE_1, GROUP_1);
        assertThat(fit.state()).isEqualTo(State.UNKNOWN);
        assertThat(fit.why()).contains("the request names " + named + ",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ModifyDBInstance | {'dBInstanceIdentifier':'prod','newDBInstanceIdentifier':'next'} | next",
                "CreateDBSnapshot | {'dBInstanceIdentifier':'prod','dBSnapshotIdentifier':'today'} | today",
                "RestoreDBInstanceFromDBSnapshot | {'dBInstanceIdentifier':'again','dBSnapshotIdentifier':'s'} | again"
            })
    void newNameOrWhatIsMade_isNoneOfThoseAllowed_andYetNoReasonToAccuse(String action, String request, String named) {
        String rds = "arn:aws:rds:eu-west-1:111122223333:";
        Fit fit = fit(call("rds " + action, request), rds + "db:prod", rds + "snapshot:s");
        assertThat(fit.state()).isEqualTo(State.UNKNOWN);
        assertThat(fit.why()).contains("the request names " + named + ",");
        assertThat(fit(call("rds " + action, request), rds + "db:*", rds + "snapshot:*"))
                .isEqualTo(Fit.YES);
    }

    @Test
    void snapshotOfAnotherDatabase_isOutside_whateverItIsCalled() {
        String request = "{'dBInstanceIdentifier':'other','dBSnapshotIdentifier':'today'}";
        assertThat(fit(call("rds CreateDBSnapshot", request), "arn:aws:rds:eu-west-1:111122223333:db:prod")
                        .state())
                .isEqualTo(State.NO);
    }

    @Test
    void instanceThatChangesNoGroups_isInsideByItself() {
        LogEvent event = call("ec2 ModifyInstanceAttribute", "{'instanceId':'i-1','userData':'x'}");
        assertThat(fit(event, INSTANCE_1)).isEqualTo(Fit.YES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ec2 CreateSnapshot | {'volumeId':'vol-1'}",
                "ec2 RunInstances | {'instanceId':'i-1'}",
                "acme GetPasswordData | {'instanceId':'i-1'}",
                "ec2 GetPasswordData | {'instanceId':null}",
                "ec2 GetPasswordData | {'other':'i-1'}",
                "ec2 GetPasswordData | null"
            })
    void actionThatMakesSomething_orIsNotKnown_orNamesNothing_isUnknownAsBefore(String call, String request) {
        assertThat(fit(call(call, request), INSTANCE_1, "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1"))
                .isEqualTo(Fit.unknown("it is limited to resources, and the log names none for the event"));
    }

    @Test
    void arnInTheParameter_isComparedAsItStands() {
        String f = "arn:aws:lambda:eu-west-1:111122223333:function:f";
        LogEvent event = call("lambda UpdateFunctionCode20150331v2", "{'functionName':'" + f + "'}");
        assertThat(fit(event, f)).isEqualTo(Fit.YES);
        assertThat(fit(event, "arn:aws:lambda:eu-west-1:111122223333:function:g")
                        .state())
                .isEqualTo(State.NO);
        assertThat(fit(event, "arn:aws:lambda:us-east-1:111122223333:function:g")
                        .state())
                .isEqualTo(State.UNKNOWN);
        assertThat(fit(event, f + ":PROD").state()).isEqualTo(State.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias/main",
                "111122223333:key/1",
                "arn:aws:kms:eu-west-1:111122223333:alias/main",
                "arn:aws:kms:eu-west-1:111122223333:key/*",
                "arn:aws:iam::111122223333:role/x",
                "arn:aws"
            })
    void aliasOrPartOfAnArn_orArnOfSomethingElse_isNotKnown(String named) {
        LogEvent event = call("kms ScheduleKeyDeletion", "{'keyId':'" + named + "'}");
        Fit fit = fit(event, "arn:aws:kms:eu-west-1:111122223333:key/1", "arn:aws:iam::111122223333:role/x");
        assertThat(fit.state()).isEqualTo(State.UNKNOWN);
        assertThat(fit.why()).contains("names " + named + ",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:role/Other",
                "arn:aws:iam::111122223333:role/ops/*",
                "arn:aws:iam::111122223333:role/Op*",
                "arn:aws:iam::444455556666:role/Ops",
                "arn:aws:iam::111122223333:user/Ops",
                "Ops"
            })
    void roleWhosePathTheRequestLeavesOut_isNeverOutside_andInsideOnlyForSure(String limit) {
        assertThat(fit(call("iam AttachRolePolicy", "{'roleName':'Ops'}"), limit)
                        .state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void roleByItsWholeArn_isOutsideOfAnother() {
        LogEvent event = call("sts AssumeRole", "{'roleArn':'arn:aws:iam::111122223333:role/Ops'}");
        assertThat(fit(event, "arn:aws:iam::111122223333:role/Ops")).isEqualTo(Fit.YES);
        assertThat(fit(event, "arn:aws:iam::111122223333:role/Other").state()).isEqualTo(State.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arn:aws:s3:::logs/2026/*", "arn:aws:s3:::other/2026", "arn:aws:s3:eu-west-1:1:other"})
    void limitToWhatLiesInABucket_saysNothingOfTheBucket(String limit) {
        assertThat(fit(call("s3 PutBucketPolicy", "{'bucketName':'logs'}"), limit)
                        .state())
                .isEqualTo(State.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov"})
    void otherPartition_isToldByTheRegion(String region, String partition) {
        LogEvent event = call("ec2", "GetPasswordData", Act.byAlice(), region, "{'instanceId':'i-1'}");
        assertThat(fit(event, "arn:" + partition + ":ec2:" + region + ":111122223333:instance/i-1"))
                .isEqualTo(Fit.YES);
    }

    @Test
    void resourcesThatTheLogNames_goBeforeTheRequest() {
        LogEvent named = Act.byAlice().event();
        assertThat(named.resources()).isEqualTo(List.of(GROUP_1));
        assertThat(fit(named, GROUP_1)).isEqualTo(Fit.YES);
    }

    @Test
    void nameWithoutEnd_isCutWhereItIsSaid_andComparedWhole() {
        LogEvent event = call("rds StopDBInstance", "{'dBInstanceIdentifier':'" + "x".repeat(500) + "'}");
        assertThat(fit(event, "web").why()).contains("names " + "x".repeat(120) + "…,");
        assertThat(fit(event, "arn:aws:rds:eu-west-1:111122223333:db:" + "x".repeat(500)))
                .isEqualTo(Fit.YES);
        assertThat(fit(event, "arn:aws:rds:eu-west-1:111122223333:db:" + "x".repeat(120))
                        .state())
                .isEqualTo(State.NO);
    }

    @ParameterizedTest
    @CsvSource({"sg-1, COVERED", "sg-2, SUSPECTED_COMPROMISE"})
    void verdict_followsFromTheIdThatTheRequestNames(String id, Verdict verdict) {
        assertThat(judged("{'groupId':'" + id + "'}", GROUP_1).verdict()).isEqualTo(verdict);
    }

    @Test
    void verdict_ofAnIdOfAnotherKind_isNoSuspicion_andSaysWhatWasNamed() {
        CoverAnswer answer = judged("{'groupId':'sg-2'}", INSTANCE_1);
        assertThat(answer.suspicion()).isEmpty();
        assertThat(answer.part(CoverPart.GRANT).state()).isEqualTo(PartAnswer.State.UNKNOWN);
        assertThat(answer.part(CoverPart.GRANT).why())
                .isEqualTo("G-1 may fit: it is for [" + INSTANCE_1
                        + "], and the request names sg-2, which is not known to be inside or outside of that");
    }

    private static CoverAnswer judged(String request, String limit) {
        CoverBook book = Explained.sources()
                .incident(Explained.incident())
                .ticket(Explained.ticket())
                .grant(Explained.with(Explained.grant(), limitedTo(limit)))
                .build();
        return new CoverJudge(book, CoverLimits.DEFAULT).judge(call("ec2 AuthorizeSecurityGroupIngress", request));
    }
}
