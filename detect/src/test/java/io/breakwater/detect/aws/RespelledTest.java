package io.breakwater.detect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.Reading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of CloudTrail events, as Athena and CloudTrail Lake write them, are events again. */
class RespelledTest {
    private static final String HEADER =
            "eventversion,useridentity,eventtime,eventsource,eventname,awsregion,sourceipaddress,"
                    + "requestparameters,resources,eventid,readonly,recipientaccountid\n";

    private final List<LogEvent> events = new ArrayList<>();

    private LogEvent only(String content) {
        Input input = Input.stream("-", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        ReadReport report = Reading.of(
                        List.of(input), ReadOptions.of(AwsFormats.all()).withThreads(1))
                .run(() -> seen -> events.add(seen.event()), Progress.NONE);
        assertThat(report.problems()).isEmpty();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static String cell(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String row(String identity, String parameters) {
        return HEADER + "1.08," + cell(identity)
                + ",2026-08-01T03:00:00Z,ec2.amazonaws.com,AuthorizeSecurityGroupIngress,eu-west-1,"
                + "198.51.100.7," + cell(parameters)
                + ",\"[{arn=arn:aws:s3:::b, accountid=111122223333, type=AWS::S3::Bucket}]\","
                + "00000000-0000-4000-8000-000000000001,false,111122223333\n";
    }

    @Test
    void rowOfAthena_givesTheEventItsSpellingBack() {
        LogEvent event = only(
                row(
                        "{type=AssumedRole, principalid=AROAEXAMPLE:ines, arn=arn:aws:sts::111122223333:assumed-role/ops/ines, "
                                + "accountid=111122223333, invokedby=null, accesskeyid=ASIAEXAMPLE000000001, username=null, sessioncontext="
                                + "{attributes={mfaauthenticated=true, creationdate=2026-08-01T02:00:00Z}, sessionissuer={type=Role, "
                                + "arn=arn:aws:iam::111122223333:role/ops, username=ops}}}",
                        "{\"groupId\":\"sg-1\",\"ipPermissions\":{\"items\":[{\"ipRanges\":{\"items\":[{\"cidrIp\":\"0.0.0.0/0\"}]}}]}}"));
        assertThat(event.principal().kind()).isEqualTo("AssumedRole");
        assertThat(event.principal().sessionName()).contains("ines");
        assertThat(event.principal().accessKeyId()).contains("ASIAEXAMPLE000000001");
        assertThat(event.principal().issuer()).contains("arn:aws:iam::111122223333:role/ops");
        assertThat(event.principal().mfa()).contains(true);
        assertThat(event.account()).isEqualTo("111122223333");
        assertThat(event.resources()).containsExactly("arn:aws:s3:::b");
        assertThat(event.raw().json())
                .contains(
                        "\"readOnly\":false",
                        "\"requestParameters\":{\"groupId\":\"sg-1\",\"ipPermissions\"",
                        "\"invokedBy\":null");
    }

    @Test
    void commasAndEqualsSignsInsideAValue_stayInIt() {
        LogEvent event = only(row(
                "{type=IAMUser, principalid=a, b and c, arn=arn:aws:iam::111122223333:user/x=y, username=Mara, of Ops}",
                "{a=b=c, d=[1, 2], e={}}"));
        assertThat(event.principal().name()).isEqualTo("Mara, of Ops");
        assertThat(event.raw().json())
                .contains("\"principalId\":\"a, b and c\"", "{\"a\":\"b=c\",\"d\":[\"1\",\"2\"],\"e\":{}}");
    }

    @Test
    void rowsAsJson_withKeysInLowerCase_areRespelled() {
        LogEvent event = only(
                "{\"eventversion\":\"1.08\",\"useridentity\":{\"type\":\"Root\",\"accountid\":\"111122223333\","
                        + "\"sessioncontext\":{\"attributes\":{\"mfaauthenticated\":\"false\"}}},\"eventtime\":\"2026-08-01T03:00:00Z\","
                        + "\"eventsource\":\"iam.amazonaws.com\",\"eventname\":\"CreateAccessKey\",\"awsregion\":\"us-east-1\",\"sourceipaddress\":"
                        + "\"198.51.100.7\",\"requestparameters\":\"{\\\"userName\\\":\\\"x\\\"}\",\"eventid\":\"e1\",\"errorcode\":\"\"}");
        assertThat(event.principal().kind()).isEqualTo("Root");
        assertThat(event.principal().mfa()).contains(false);
        assertThat(event.account()).isEqualTo("111122223333");
        assertThat(event.raw().json())
                .contains("\"requestParameters\":{\"userName\":\"x\"}")
                .doesNotContain("errorCode");
    }

    @Test
    void rowsOfALakeAsJson_withTheRightKeysAndTextsForObjects_areEventsAgain() {
        LogEvent event = only(
                "{\"eventTime\":\"2026-08-01 03:00:00.000\",\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateUser\","
                        + "\"awsRegion\":\"us-east-1\",\"eventID\":\"e1\",\"userIdentity\":\"{type=IAMUser, arn=arn:aws:iam::111122223333:user/mara}\","
                        + "\"requestParameters\":\"{userName=x, path=/}\"}");
        assertThat(event.principal().id()).isEqualTo("arn:aws:iam::111122223333:user/mara");
        assertThat(event.time()).hasToString("2026-08-01T03:00:00Z");
        assertThat(event.raw().json()).contains("\"requestParameters\":{\"userName\":\"x\",\"path\":\"/\"}");
    }

    @Test
    void cellThatWouldAddKeysToTheEvent_staysText() {
        LogEvent event = only(row("{type=Root}", "{},\"eventName\":\"Forged\",\"x\":{}"));
        assertThat(event.action()).isEqualTo("AuthorizeSecurityGroupIngress");
        assertThat(event.raw().record().keys()).containsOnlyOnce("eventName").doesNotContain("x");
        events.clear();
        assertThat(only(row("{type=Root}", "{}},{\"a\":{")).raw().record().keys())
                .doesNotContain("a");
    }

    @Test
    void hostileCells_areTextAndNeverThrow() {
        for (String hostile : List.of(
                "{",
                "{{{{",
                "{=}",
                "{a",
                "{a=",
                "[[[",
                "{a={b=}",
                "{\"a\" \"b\"}",
                "}",
                "{a=b}}}",
                "[".repeat(5_000),
                "{a=".repeat(5_000))) {
            events.clear();
            assertThat(only(row(hostile, hostile)).action()).as(hostile).isEqualTo("AuthorizeSecurityGroupIngress");
        }
    }
}
