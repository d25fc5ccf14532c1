package io.breakwater.detect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.Reading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
    private static LogEvent event(String more) {
        List<LogEvent> events = new ArrayList<>();
        String json =
                "{\"eventID\":\"e\",\"eventTime\":\"2026-07-01T03:20:00Z\",\"awsRegion\":\"eu-west-1\"," + more + "}";
        Input input = Input.stream("-", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        Reading.of(List.of(input), ReadOptions.of(AwsFormats.all()).withThreads(1))
                .run(() -> seen -> events.add(seen.event()), Progress.NONE);
        return events.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'groupId':'sg-1','ipPermissions':{}} | sg-1",
                "{'policyArn':'arn:aws:iam::aws:policy/AdministratorAccess','userName':'mallory'}"
                        + " | mallory, arn:aws:iam::aws:policy/AdministratorAccess",
                "{'instancesSet':{'items':[{'instanceId':'i-1'},{'instanceId':'i-2'}]}} | i-1",
                "{'name':'main'} | main",
                "{'name':{'odd':1}} | ''",
                "null | ''"
            })
    void subject_isWhatTheRequestNames_underTheServicesOwnWord(String request, String subject) {
        assertThat(Subject.of(event("\"requestParameters\":" + request.replace('\'', '"'))))
                .isEqualTo(subject);
    }

    @Test
    void resourceThatTheEventNames_comesFirst_andANameIsNoResource() {
        LogEvent named =
                event("\"resources\":[{\"ARN\":\"arn:aws:s3:::b\"}],\"requestParameters\":{\"bucketName\":\"b\"}");
        assertThat(Subject.of(named)).isEqualTo("arn:aws:s3:::b");
        assertThat(event("\"requestParameters\":{\"bucketName\":\"b\"}").resources())
                .isEmpty();
    }

    @Test
    void nameWithoutEnd_isCut() {
        assertThat(Subject.of(event("\"requestParameters\":{\"name\":\"" + "x".repeat(9_000) + "\"}")))
                .hasSize(121)
                .endsWith("…");
    }

    @Test
    void nameThatIsCut_isNotCutWithinACharacter() {
        String name = "x".repeat(119) + "😀".repeat(9);
        assertThat(Subject.of(event("\"requestParameters\":{\"name\":\"" + name + "\"}")))
                .isEqualTo("x".repeat(119) + "😀…");
    }
}
