package io.breakwater.detect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.Reading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestNamesTest {
    private static LogEvent event(String service, String action, String request) {
        List<LogEvent> events = new ArrayList<>();
        String json = """
                {"eventID":"e","eventTime":"2026-07-01T03:20:00Z","awsRegion":"eu-west-1","recipientAccountId":"1",
                 "eventSource":"%s.amazonaws.com","eventName":"%s","requestParameters":%s}""".formatted(service, action, request.replace('\'', '"'));
        Input input = Input.stream("-", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        Reading.of(List.of(input), ReadOptions.of(AwsFormats.all()).withThreads(1))
                .run(() -> seen -> events.add(seen.event()), Progress.NONE);
        return events.get(0);
    }

    private static List<String> named(LogEvent event) {
        return RequestNames.of(event).resources().stream()
                .map(NamedResource::toString)
                .toList();
    }

    private static String instances(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'instanceId':'i-" + i + "'}")
                .collect(Collectors.joining(",", "{'instancesSet':{'items':[", "]}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ec2 | DeleteSubnet | {'subnetId':'x'}",
                "ec2 | DeleteNatGateway | {'DeleteNatGatewayRequest':{'NatGatewayId':'x'}}",
                "ec2 | ModifySecurityGroupRules | {'ModifySecurityGroupRulesRequest':{'GroupId':'x'}}",
                "ec2-instance-connect | SendSSHPublicKey | {'instanceId':'x','osUser':'root'}",
                "rds | DeleteDBCluster | {'dBClusterIdentifier':'x','skipFinalSnapshot':true}",
                "redshift | PauseCluster | {'clusterIdentifier':'x'}",
                "dynamodb | DeleteTable | {'tableName':'x'}",
                "cloudtrail | StopLogging | {'name':'x'}",
                "cloudtrail | PutEventSelectors | {'trailName':'x','eventSelectors':[]}",
                "guardduty | UpdateDetector | {'detectorId':'x','enable':false}",
                "eks | UpdateClusterConfig | {'name':'x'}"
            })
    void parameterOfTheService_namesAllThatTheActionActsOn(String service, String action, String request) {
        LogEvent event = event(service, action, request);
        assertThat(named(event)).containsExactly("x");
        assertThat(RequestNames.of(event).isComplete()).isTrue();
    }

    @Test
    void policyThatIsAttached_isNotWhatIsActedOn() {
        assertThat(named(event("iam", "AttachUserPolicy", "{'policyArn':'arn:aws:iam::1:policy/p','userName':'eve'}")))
                .containsExactly("eve");
    }

    @Test
    void idThatIsNamedTwice_isOne_andOneTextOfTwoKindsIsTwo() {
        assertThat(named(event("monitoring", "DeleteAlarms", "{'alarmNames':['a','a','b']}")))
                .containsExactly("a", "b");
        assertThat(named(event("iam", "AddUserToGroup", "{'userName':'ops','groupName':'ops'}")))
                .containsExactly("ops", "ops");
    }

    @Test
    void moreThanACallCanName_isNotTakenAsAll() {
        assertThat(RequestNames.of(event("ec2", "StopInstances", instances(1_000)))
                        .isComplete())
                .isTrue();
        RequestNames more = RequestNames.of(event("ec2", "StopInstances", instances(1_001)));
        assertThat(more.resources()).hasSize(1_000);
        assertThat(more.isComplete()).isFalse();
    }

    @Test
    void recordThatLiesElsewhere_isNotFetched() {
        LogEvent here = event("ec2", "DeleteSubnet", "{'subnetId':'x'}");
        byte[] bytes = here.raw().bytes();
        LogEvent elsewhere = here.with(RawRecord.at(() -> new ByteArrayInputStream(bytes), bytes.length));
        assertThat(named(elsewhere)).isEmpty();
        assertThat(RequestNames.of(elsewhere).isComplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:s3:::b, b, b",
        "arn:aws:iam::1:role/a/b, role/a/b, b",
        "arn:aws:rds:r:1:snapshot:rds:x, snapshot:rds:x, x"
    })
    void arn_hasSixParts_theLastOfWhichMayHaveColons(String text, String resource, String last) {
        Arn arn = Arn.of(text).orElseThrow();
        assertThat(arn.resource()).isEqualTo(resource);
        assertThat(arn.last()).isEqualTo(last);
        assertThat(arn).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"sg-1", "arn:aws:s3:::", "arn:aws:s3", "urn:aws:s3:::b", "''"})
    void arn_withoutAllItsParts_isNone_exceptThatTheLastMayBeEmpty(String text) {
        assertThat(Arn.of(text).filter(arn -> !arn.resource().isEmpty())).isEmpty();
    }
}
