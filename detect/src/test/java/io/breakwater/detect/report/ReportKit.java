package io.breakwater.detect.report;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.scan.ScanKit;
import io.breakwater.detect.scan.ScanOptions;
import io.breakwater.detect.scan.ScanResult;
import io.breakwater.model.ControlId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logs made for a test, scanned, and written in all forms. */
final class ReportKit {
    static final ObjectMapper JSON = new ObjectMapper();

    static final String RULES = """
            title: Security group opened
            name: opened
            id: 11111111-1111-4111-8111-111111111111
            description: Somebody let traffic in.
            logsource: {product: aws, service: cloudtrail}
            detection: {a: {eventName: AuthorizeSecurityGroupIngress}, condition: a}
            tags: [breakwater.r32, breakwater.needs-cover, iso27001.a.8.32, soc2.cc8.1, gap.undocumented-change,
              attack.defense-evasion, attack.t1562.007]
            level: high
            falsepositives: [A pipeline]
            breakwater: {ask: Who approved it?, next: Close the group.}
            ---
            title: User created
            name: user-created
            logsource: {product: aws, service: cloudtrail}
            detection: {a: {eventName: CreateUser}, condition: a}
            tags: [iso27001.a.5.16]
            level: medium
            ---
            title: Signed in
            name: signed-in
            logsource: {product: aws, service: cloudtrail}
            detection: {a: {eventName: [ConsoleLogin, AddUserToGroup, ChangePassword]}, condition: a}
            level: informational
            ---
            title: Many users created
            name: many-users
            correlation:
              type: event_count
              rules: [user-created]
              group-by: [sourceIPAddress]
              timespan: 1h
              condition: {gte: 2}
              generate: true
            level: critical
            tags: [attack.persistence]
            """;

    final List<ObjectNode> records = new ArrayList<>();
    private final Path folder;
    private CoverBook.Builder cover = CoverBook.builder();
    private String rules = RULES;
    private String file = "a.json";
    private int threads = 1;
    private int batchBytes = ScanOptions.USUAL_BATCH_BYTES;

    ReportKit(Path folder) {
        this.folder = folder;
    }

    ReportKit cover(CoverBook.Builder book) {
        cover = book;
        return this;
    }

    ReportKit rules(String text) {
        rules = text;
        return this;
    }

    ReportKit file(String name) {
        file = name;
        return this;
    }

    ReportKit threads(int number, int bytes) {
        threads = number;
        batchBytes = bytes;
        return this;
    }

    /** One event more; the test may change what it likes in it. */
    ObjectNode event(String time, String service, String action, String who) {
        ObjectNode record = JSON.createObjectNode()
                .put("eventVersion", "1.08")
                .put("eventTime", time)
                .put("eventSource", service)
                .put("eventName", action)
                .put("awsRegion", "eu-west-1")
                .put("sourceIPAddress", "203.0.113.7")
                .put("userAgent", "aws-cli/2")
                .put("eventID", "e-" + records.size())
                .put("recipientAccountId", "111122223333");
        record.putObject("userIdentity")
                .put("type", "AssumedRole")
                .put("arn", "arn:aws:sts::111122223333:assumed-role/Admin/" + who)
                .put("accountId", "111122223333")
                .put("accessKeyId", "ASIA" + who);
        records.add(record);
        return record;
    }

    ObjectNode opened(String time, String who) {
        ObjectNode record = event(time, "ec2.amazonaws.com", "AuthorizeSecurityGroupIngress", who);
        record.putArray("resources").addObject().put("ARN", "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1");
        return record;
    }

    Path logs() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        ObjectNode document = JSON.createObjectNode();
        document.putArray("Records").addAll(records);
        Files.write(
                logs.resolve(file),
                JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsBytes(document));
        return logs;
    }

    ScanResult scan() throws IOException {
        return scan(logs());
    }

    ScanResult scan(Path logs) throws IOException {
        return new ScanKit(logs, Files.createDirectories(folder.resolve("tmp")))
                .rules(rules)
                .cover(cover)
                .threads(threads)
                .batchBytes(batchBytes)
                .run();
    }

    /** Scans and writes; the folder of the report. */
    Path written() throws IOException {
        return written(logs());
    }

    Path written(Path logs) throws IOException {
        Path out = folder.resolve("out");
        try (ScanResult result = scan(logs)) {
            Reports.write(out, result, new ReportOptions("1.2.3", ReportKit::name));
        }
        return out;
    }

    private static Optional<String> name(ControlId control) {
        return control.value().equals("iso27001:A.8.32") ? Optional.of("Changes follow rules") : Optional.empty();
    }

    /** One of the files. */
    String text(String name) throws IOException {
        return Files.readString(written().resolve(name));
    }

    JsonNode json() throws IOException {
        return JSON.readTree(text(Reports.JSON));
    }
}
