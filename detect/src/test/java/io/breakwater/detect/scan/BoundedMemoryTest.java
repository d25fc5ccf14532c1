package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.report.ReportOptions;
import io.breakwater.detect.report.Reports;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a small heap scans far more than fits into it, every event of which is a finding. */
class BoundedMemoryTest {
    private static final int FILES = 40;
    private static final int EVENTS_A_FILE = 2_000;
    private static final int PADDING = 2_000;
    /** A little less than the longest record that is read. */
    private static final int LARGE = 15_000_000;

    @TempDir
    Path folder;

    @Test
    void inputOfManyTimesTheHeap_isScanned_andLeavesNoFileBehind() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        for (int file = 0; file < FILES; file++) {
            write(logs.resolve("f" + file + ".json.gz"), file);
        }
        assertThat(scanned(logs, "64m")).startsWith(FILES * EVENTS_A_FILE + " findings, 1 groups");
    }

    /** Each of them is read, judged and reported; together they would not fit, and not one of them twice. */
    @Test
    void largestRecords_areScannedAndReported_withoutBeingHeld() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        String letters = "\u00e9\\\"".repeat(LARGE / 4);
        String numbers = "[" + "7,".repeat(LARGE / 2) + "7]";
        String brackets = "[".repeat(200) + "7,".repeat(LARGE / 2) + "7" + "]".repeat(200);
        for (int file = 0; file < 2; file++) {
            try (Writer out = Files.newBufferedWriter(logs.resolve("f" + file + ".json"))) {
                out.write(event(file + "-0", "\"userAgent\":\"" + letters + "\""));
                out.write(event(file + "-1", "\"requestParameters\":{\"groupId\":" + numbers + "}"));
                out.write(event(file + "-2", "\"resources\":" + brackets));
                out.write(event(file + "-3", "\"userIdentity\":{\"arn\":\"" + letters + "\"}"));
                out.write(event(file + "-4", "\"x\":1" + ",\"k\":1".repeat(LARGE / 6)));
            }
        }
        assertThat(scanned(logs, "160m")).startsWith("8 findings, 1 groups");
        assertThat(folder.resolve("report").resolve("findings.json")).isNotEmptyFile();
        assertThat(Files.size(folder.resolve("report").resolve("events.ocsf.ndjson")))
                .isGreaterThan(8L * LARGE);
    }

    /** What a process with so much heap says of the logs. */
    private String scanned(Path logs, String heap) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        logs.toString(),
                        temporary.toString(),
                        folder.resolve("report").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(said).isZero();
        assertThat(temporary).isEmptyDirectory();
        return said;
    }

    private static String event(String id, String more) {
        return "{\"eventVersion\":\"1.08\",\"eventID\":\"" + id + "\",\"eventTime\":\"2026-07-01T00:00:00Z\","
                + "\"eventSource\":\"ec2.amazonaws.com\",\"eventName\":\"AuthorizeSecurityGroupIngress\","
                + "\"recipientAccountId\":\"111122223333\",\"awsRegion\":\"eu-west-1\"," + more + "}\n";
    }

    private static void write(Path path, int file) throws IOException {
        String padding = "x".repeat(PADDING);
        Instant begin = Instant.parse("2026-07-01T00:00:00Z");
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(path)), StandardCharsets.UTF_8))) {
            out.write("{\"Records\":[");
            for (int i = 0; i < EVENTS_A_FILE; i++) {
                out.write(i == 0 ? "" : ",");
                out.write("{\"eventVersion\":\"1.08\",\"eventID\":\"" + file + "-" + i + "\",\"eventTime\":\""
                        + begin.plusSeconds(i * 41L % 86_400) + "\",\"eventSource\":\"ec2.amazonaws.com\","
                        + "\"eventName\":\"AuthorizeSecurityGroupIngress\",\"recipientAccountId\":\"111122223333\","
                        + "\"awsRegion\":\"eu-west-1\",\"userAgent\":\"" + padding + "\"}");
            }
            out.write("]}");
        }
    }

    /** What the child process does. */
    static final class SmallHeap {
        private SmallHeap() {}

        public static void main(String[] args) throws IOException {
            long[] count = {0};
            String rules = ScanKit.RULES.substring(0, ScanKit.RULES.indexOf("---"));
            try (ScanResult result = new ScanKit(Path.of(args[0]), Path.of(args[1]))
                    .rules(rules)
                    .threads(2)
                    .batchBytes(2 << 20)
                    .run()) {
                result.findings(finding -> count[0]++);
                Reports.write(Path.of(args[2]), result, new ReportOptions("1", id -> Optional.empty()));
                System.out.println(
                        count[0] + " findings, " + List.copyOf(result.groups()).size() + " groups");
            }
        }
    }
}
