package io.breakwater.detect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.Reading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The typed view of CloudTrail's events. */
class CloudTrailTest {
    private static LogEvent only(String json) {
        List<LogEvent> events = new ArrayList<>();
        Input input = Input.stream("trail.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        Reading.of(List.of(input), ReadOptions.of(AwsFormats.all()).withThreads(1))
                .run(() -> seen -> events.add(seen.event()), Progress.NONE);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static String event(String identity, String rest) {
        return "{\"eventVersion\":\"1.11\",\"userIdentity\":{" + identity + "},\"eventTime\":\"2026-08-01T03:12:00Z\","
                + "\"eventSource\":\"signin.amazonaws.com\",\"eventName\":\"ConsoleLogin\",\"awsRegion\":\"us-east-1\",\"eventID\":\"e1\""
                + rest + "}";
    }

    @Test
    void session_tellsRoleSessionAndSourceIdentity() {
        LogEvent event = only(
                event(
                        "\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLE:ines\",\"arn\":\"arn:aws:sts::111122223333:assumed-role/ops/ines\","
                                + "\"accountId\":\"111122223333\",\"accessKeyId\":\"ASIAEXAMPLE000000001\",\"sessionContext\":{\"sourceIdentity\":\"ines@example.org\","
                                + "\"sessionIssuer\":{\"arn\":\"arn:aws:iam::111122223333:role/ops\"},\"attributes\":{\"mfaAuthenticated\":\"true\"}}",
                        ",\"recipientAccountId\":\"444455556666\",\"resources\":[{\"ARN\":\"arn:one\"},{\"ARN\":\"arn:two\"},{\"ARN\":\"arn:one\"}]"));
        assertThat(event.principal().name()).isEqualTo("ines");
        assertThat(event.principal().sourceIdentity()).contains("ines@example.org");
        assertThat(event.principal().issuer()).contains("arn:aws:iam::111122223333:role/ops");
        assertThat(event.principal().account()).isEqualTo("111122223333");
        assertThat(event.account()).isEqualTo("444455556666");
        assertThat(event.resources()).containsExactly("arn:one", "arn:two");
        assertThat(event.where().source()).isEqualTo("trail.json");
        assertThat(event.time()).hasToString("2026-08-01T03:12:00Z");
    }

    @Test
    void failedConsoleLogin_withoutAnErrorCode_isAFailure() {
        String identity = "\"type\":\"IAMUser\",\"userName\":\"mara\"";
        assertThat(only(event(identity, ",\"responseElements\":{\"ConsoleLogin\":\"Failure\"}"))
                        .outcome())
                .isEqualTo(Outcome.FAILURE);
        assertThat(only(event(identity, ",\"responseElements\":{\"ConsoleLogin\":\"Success\"}"))
                        .outcome())
                .isEqualTo(Outcome.SUCCESS);
        assertThat(only(event(identity, ",\"errorCode\":\"AccessDenied\"")).outcome())
                .isEqualTo(Outcome.FAILURE);
    }

    @Test
    void service_isNamedByWhoInvoked() {
        LogEvent event = only(event("\"type\":\"AWSService\",\"invokedBy\":\"autoscaling.amazonaws.com\"", ""));
        assertThat(event.principal().id()).isEqualTo("autoscaling.amazonaws.com");
        assertThat(event.principal().mfa()).isEmpty();
    }

    @Test
    void rootWithKeysThatDifferOnlyInCase_isReadByTheRightOne() {
        LogEvent event =
                only(event("\"aRN\":\"arn:wrong\",\"type\":\"Root\",\"arn\":\"arn:aws:iam::111122223333:root\"", ""));
        assertThat(event.principal().id()).isEqualTo("arn:aws:iam::111122223333:root");
    }

    @Test
    void insight_isAnEvent() {
        LogEvent event = only(
                "{\"eventVersion\":\"1.07\",\"eventTime\":\"2026-08-01T03:12:00Z\",\"awsRegion\":\"us-east-1\",\"eventID\":\"e1\","
                        + "\"eventType\":\"AwsCloudTrailInsight\",\"recipientAccountId\":\"111122223333\",\"insightDetails\":{\"state\":\"Start\","
                        + "\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"AttachUserPolicy\"},\"eventCategory\":\"Insight\"}");
        assertThat(event.action()).isEqualTo("AttachUserPolicy");
        assertThat(event.service()).isEqualTo("iam.amazonaws.com");
    }
}
