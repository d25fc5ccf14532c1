package io.breakwater.detect.azure;

import static io.breakwater.detect.azure.AzureKit.TENANT;
import static io.breakwater.detect.azure.AzureKit.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Microsoft 365 unified audit: from the API, from Purview's CSV, from PowerShell")
class UnifiedAuditTest {
    private static final String RECORD = """
            {"CreationTime":"2026-09-14T03:12:40","Id":"fdb73f16-f6ba-4983-bc31-e05b1fff2ba3","Operation":"Add member to role.",\
            "OrganizationId":"%s","RecordType":8,"ResultStatus":"Success","UserKey":"1003","UserType":2,"Version":1,\
            "Workload":"AzureActiveDirectory","ActorIpAddress":"198.51.100.24","ObjectId":"noor@harbour.example",\
            "UserId":"mara@harbour.example","Target":[{"ID":"user-2","Type":2},{"ID":"noor@harbour.example","Type":5}]}\
            """.formatted(TENANT);

    static Stream<String> routes() {
        String text = RECORD.replace("\"", "\\\"");
        String cell = RECORD.replace("\"", "\"\"");
        return Stream.of(
                "[" + RECORD + "]",
                RECORD + "\n",
                "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames\r\n"
                        + "fdb73f16,2026-09-14T03:12:40.0000000Z,8,Add member to role.,mara@harbour.example,\"" + cell
                        + "\",,\r\n",
                "{\"RunspaceId\":\"r\",\"CreationDate\":\"2026-09-14T03:12:40Z\",\"UserIds\":\"mara\",\"Operations\":\"x\",\"AuditData\":\""
                        + text + "\"}",
                "{\"value\":[{\"id\":\"g\",\"createdDateTime\":\"2026-09-14T03:12:40Z\",\"operation\":\"x\",\"auditData\":"
                        + RECORD + "}]}");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void record_isToldAlike_whateverWayItCame(String content) {
        AzureKit.Outcome outcome = read(content);
        LogEvent event = outcome.only();

        assertThat(outcome.report().problems()).isEmpty();
        assertThat(outcome.formats()).containsExactly("m365.audit");
        assertThat(event.cloud()).isEqualTo(Cloud.MICROSOFT_365);
        assertThat(event.id()).isEqualTo("fdb73f16-f6ba-4983-bc31-e05b1fff2ba3");
        assertThat(event.time()).hasToString("2026-09-14T03:12:40Z");
        assertThat(event.service()).isEqualTo("AzureActiveDirectory");
        assertThat(event.action()).isEqualTo("Add member to role.");
        assertThat(event.account()).isEqualTo(TENANT);
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.principal().name()).isEqualTo("mara@harbour.example");
        assertThat(event.principal().kind()).isEqualTo("Admin");
        assertThat(event.address()).isEqualTo("198.51.100.24");
        assertThat(event.resources()).containsExactly("noor@harbour.example", "user-2");
    }

    @ParameterizedTest
    @CsvSource({"Success,SUCCESS", "True,SUCCESS", "Failed,FAILURE", "False,FAILURE", "PartiallySucceeded,UNKNOWN"})
    void result_isToldInOneWord_howeverTheWorkloadSpellsIt(String written, Outcome meant) {
        String json = RECORD.replace("\"ResultStatus\":\"Success\"", "\"ResultStatus\":\"" + written + "\"");

        assertThat(read(json).only().outcome()).isEqualTo(meant);
    }

    @Test
    void timeWithoutAZone_isCountedInItsHour() {
        assertThat(read(RECORD).report().last())
                .hasValueSatisfying(last -> assertThat(last).hasToString("2026-09-14T03:12:40Z"));
    }

    @Test
    void sameRecordFromTwoContentTypes_countsOnce() {
        assertThat(read(RECORD + "\n" + RECORD).report().duplicates()).isEqualTo(1);
    }
}
